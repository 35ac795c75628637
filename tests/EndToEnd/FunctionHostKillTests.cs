using Orchestrator.EndToEnd.Tests.Hosts;
using Orchestrator.Protos.V1;
using Xunit.Abstractions;
using Task = System.Threading.Tasks.Task;

namespace Orchestrator.EndToEnd.Tests;

public sealed class FunctionHostKillTests(ITestOutputHelper output)
{
    const int Batches = 4;
    const int BatchSize = 50;
    const int Total = Batches * BatchSize;
    const string NotEnded = "SELECT count(*) FROM orchestrator.tasks WHERE NOT is_done";

    [Fact]
    public async Task Kill9_AmongTwoHundredTasks_AllCompleteOnceAfterRestart()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        CancellationToken cancellationToken = timeout.Token;
        await using RunningSystem system = await RunningSystem.CreateAsync();
        await system.StartFunctionsAsync(cancellationToken);
        await system.StartGatewayAsync(functionsUrl: null, cancellationToken);
        for (int batch = 0; batch < Batches; batch++)
        {
            var request = new BatchCreateTasksRequest();
            request.Requests.AddRange(Enumerable.Range(batch * BatchSize, BatchSize).Select(EchoTask));
            await system.Tasks.BatchCreateTasksAsync(request, cancellationToken: cancellationToken);
        }

        await Eventually.TrueAsync(
            async () => await system.QueryAsync<long>(NotEnded) <= Total - 20,
            TimeSpan.FromSeconds(60),
            () => "20 tasks have ended" + system.Logs,
            cancellationToken);
        await system.Functions!.KillAsync();

        long unfinished = await system.QueryAsync<long>(NotEnded);
        long inFlight = await system.QueryAsync<long>("SELECT count(*) FROM orchestrator.tasks WHERE status = 'running'");
        output.WriteLine($"At the kill: {unfinished} unfinished, {inFlight} in flight.");
        Assert.True(unfinished >= 50, $"only {unfinished} tasks were unfinished at the kill");
        Assert.True(inFlight > 0, "no activity was in flight at the kill");

        await system.StartFunctionsAsync(cancellationToken);
        await Eventually.TrueAsync(
            async () => await system.QueryAsync<long>(NotEnded) == 0,
            TimeSpan.FromSeconds(90),
            () => system.Logs,
            cancellationToken);

        Assert.Equal(Total, await system.QueryAsync<long>("SELECT count(*) FROM orchestrator.tasks WHERE status = 'completed'"));
        Assert.Equal(Total, await system.QueryAsync<long>("SELECT count(*) FROM orchestrator.task_executions WHERE status = 'completed'"));
        Assert.Equal(0, await system.QueryAsync<long>(
            "SELECT count(*) FROM orchestrator.tasks WHERE output IS DISTINCT FROM 'echo ' || substr(name, 6)"));
        Assert.Equal(0, await system.QueryAsync<long>(IllegalTransitions));
        Assert.Equal(Total, await system.QueryAsync<long>(TasksWithTheStraightPath));
    }

    const string IllegalTransitions = """
        SELECT count(*) FROM orchestrator.task_transitions AS t
        WHERE NOT EXISTS (
            SELECT FROM orchestrator.allowed_transitions AS a
            WHERE a.subject = 'task' AND a.from_status IS NOT DISTINCT FROM t.from_status AND a.to_status = t.to_status)
        """;

    const string TasksWithTheStraightPath = """
        SELECT count(*) FROM (
            SELECT string_agg(to_status::text, ',' ORDER BY sort_key) AS path
            FROM orchestrator.task_transitions GROUP BY task_id) AS paths
        WHERE path = 'pending,queued,running,completed'
        """;

    static CreateTaskRequest EchoTask(int number) => new()
    {
        Name = $"task {number}",
        Work = new TaskWork
        {
            Echo = new EchoWork
            {
                Message = $"echo {number}",
                Delay = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromSeconds(3)),
            },
        },
    };
}
