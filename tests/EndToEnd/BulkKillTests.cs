using Orchestrator.EndToEnd.Tests.Hosts;
using Orchestrator.Protos.V1;
using Xunit.Abstractions;
using Task = System.Threading.Tasks.Task;
using TaskStatus = Orchestrator.Protos.V1.TaskStatus;

namespace Orchestrator.EndToEnd.Tests;

public sealed class BulkKillTests(ITestOutputHelper output)
{
    const int Batches = 12;
    const int BatchSize = 50;
    const int Total = Batches * BatchSize;
    const string Cancelled = "SELECT count(*) FROM orchestrator.tasks WHERE status = 'cancelled'";

    [Fact]
    public async Task Kill9_AmongSixHundredCancellations_GoesOnFromItsPlaceAndCountsEachOnce()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        CancellationToken cancellationToken = timeout.Token;
        await using RunningSystem system = await RunningSystem.CreateAsync();

        // Without a function host the tasks are stored and wait, and so does the operation, until the timer of a host starts it.
        await system.StartGatewayAsync(functionsUrl: null, cancellationToken);
        for (int batch = 0; batch < Batches; batch++)
        {
            var request = new BatchCreateTasksRequest();
            request.Requests.AddRange(Enumerable.Range(0, BatchSize).Select(_ => new CreateTaskRequest
            {
                Name = "long",
                Work = new TaskWork { Sleep = new SleepWork { Duration = new() { Seconds = 3600 } } },
            }));
            await system.Tasks.BatchCreateTasksAsync(request, cancellationToken: cancellationToken);
        }

        BulkOperation operation = (await system.Tasks.StartBulkOperationAsync(
            new StartBulkOperationRequest { Action = BulkAction.Cancel, Filter = new ListTasksRequest(), Reason = "all of them" },
            cancellationToken: cancellationToken)).Operation;
        Assert.Equal(TaskStatus.Pending, operation.Status);

        await system.StartFunctionsAsync(cancellationToken);
        for (int kill = 1; kill <= 2; kill++)
        {
            int goal = kill * 150;
            await Eventually.TrueAsync(
                async () => await system.QueryAsync<long>(Cancelled) >= goal, TimeSpan.FromSeconds(60), () => system.Logs, cancellationToken);
            await system.Functions!.KillAsync();
            long cancelled = await system.QueryAsync<long>(Cancelled);
            output.WriteLine($"Kill {kill}: {cancelled} of {Total} were cancelled.");
            Assert.InRange(cancelled, goal, Total - 1);
            Assert.Null((await GetAsync(system, operation.Id, cancellationToken)).CompletedAt);
            await system.StartFunctionsAsync(cancellationToken);
        }

        await Eventually.TrueAsync(
            async () => (operation = await GetAsync(system, operation.Id, cancellationToken)).CompletedAt is not null,
            TimeSpan.FromSeconds(120),
            () => system.Logs,
            cancellationToken);

        Assert.Equal(
            (TaskStatus.Completed, Total, Total, 0), (operation.Status, operation.Total, operation.Done, operation.PassedOver));
        Assert.Equal(Total, await system.QueryAsync<long>(Cancelled));
        Assert.Equal(Total, await system.QueryAsync<long>("SELECT count(*) FROM orchestrator.task_transitions WHERE to_status = 'cancelled'"));
    }

    static async Task<BulkOperation> GetAsync(RunningSystem system, string id, CancellationToken cancellationToken) =>
        (await system.Tasks.GetBulkOperationAsync(new GetBulkOperationRequest { OperationId = id }, cancellationToken: cancellationToken)).Operation;
}
