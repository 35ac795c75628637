using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Orchestrator.EndToEnd.Tests.Hosts;
using Orchestrator.Protos.V1;
using Task = System.Threading.Tasks.Task;

namespace Orchestrator.EndToEnd.Tests;

public sealed class GatewayKillTests
{
    [Fact]
    public async Task Kill9_BetweenInsertAndStart_TheTaskIsStartedByTheTimer()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        CancellationToken cancellationToken = timeout.Token;
        await using RunningSystem system = await RunningSystem.CreateAsync();
        await using FunctionHostStandIn silent = await FunctionHostStandIn.StartAsync(held: "/orchestrations/", functions: null);
        await system.StartGatewayAsync(silent.Url, cancellationToken);

        AsyncUnaryCall<CreateTaskResponse> call = system.Tasks.CreateTaskAsync(
            new CreateTaskRequest { Name = "orphan", Work = new TaskWork { Echo = new EchoWork { Message = "still here" } } },
            cancellationToken: cancellationToken);
        await silent.Holding.WaitAsync(cancellationToken);
        await system.Gateway!.KillAsync();
        await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);
        Assert.Equal("pending", await system.QueryAsync<string>("SELECT status::text FROM orchestrator.tasks"));

        await system.StartFunctionsAsync(cancellationToken);
        await Eventually.TrueAsync(
            async () => await system.QueryAsync<string>("SELECT status::text FROM orchestrator.tasks") == "completed",
            TimeSpan.FromSeconds(60),
            () => system.Logs,
            cancellationToken);
        Assert.Equal("still here", await system.QueryAsync<string>("SELECT output FROM orchestrator.tasks"));
    }

    [Fact]
    public async Task Kill9_BetweenCancelAndItsDelivery_TheOrchestrationIsToldByTheTimer()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        CancellationToken cancellationToken = timeout.Token;
        await using RunningSystem system = await RunningSystem.CreateAsync();
        await system.StartFunctionsAsync(cancellationToken);
        await using FunctionHostStandIn between = await FunctionHostStandIn.StartAsync(held: "/events/", system.FunctionsUrl);
        await system.StartGatewayAsync(between.Url, cancellationToken);
        CreateTaskResponse created = await system.Tasks.CreateTaskAsync(
            new CreateTaskRequest
            {
                Name = "long sleep",
                Work = new TaskWork { Sleep = new SleepWork { Duration = Duration.FromTimeSpan(TimeSpan.FromHours(6)) } },
            },
            cancellationToken: cancellationToken);
        await Eventually.TrueAsync(
            async () => await system.QueryAsync<string>("SELECT status::text FROM orchestrator.tasks") == "running",
            TimeSpan.FromSeconds(30),
            () => system.Logs,
            cancellationToken);

        AsyncUnaryCall<CancelTaskResponse> cancel = system.Tasks.CancelTaskAsync(
            new CancelTaskRequest { TaskId = created.Task.Id, Reason = "no longer needed" }, cancellationToken: cancellationToken);
        await between.Holding.WaitAsync(cancellationToken);
        await system.Gateway!.KillAsync();
        await Assert.ThrowsAsync<RpcException>(() => cancel.ResponseAsync);
        Assert.Equal("cancelled", await system.QueryAsync<string>("SELECT status::text FROM orchestrator.tasks"));

        using var http = new HttpClient { BaseAddress = system.FunctionsUrl };
        http.DefaultRequestHeaders.Add("x-functions-key", "end-to-end-key");
        await Eventually.TrueAsync(
            async () => (await http.GetStringAsync($"/api/instances/task-{created.Task.Id}-1", cancellationToken))
                .Contains("\"Completed\"", StringComparison.Ordinal),
            TimeSpan.FromSeconds(60),
            () => system.Logs,
            cancellationToken);
        Assert.Equal(0, await system.QueryAsync<long>("SELECT count(*) FROM orchestrator.orchestration_signals WHERE sent_at IS NULL"));
    }
}
