using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Runtime.Store.InMemory;
using Microsoft.DurableTask.Tests.Runtime.Support;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Tests.Runtime.Faults;

/// <summary>Activities that run as the host ends.</summary>
public sealed class ShutdownTests
{
    readonly InMemoryStore _store = new(TimeProvider.System);
    readonly RecordedLog _log = new();
    readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _runs;

    [Fact]
    public async Task Stop_WhileAnActivityRuns_WaitsForItAndStoresItsResult()
    {
        var store = new FaultyStore(_store, _ => Fault.None);
        await using RuntimeProcess process = await StartAsync(store);
        await process.Client.ScheduleNewOrchestrationInstanceAsync("Calls", new StartOrchestrationOptions("one"));
        await Poll.UntilAsync(() => Volatile.Read(ref _runs) == 1);
        Task stopping = process.StopAsync(CancellationToken.None);
        // Its leases are still looked after.
        int before = store.Heartbeats;
        await Poll.UntilAsync(() => store.Heartbeats > before + 2 || stopping.IsCompleted);
        Assert.False(stopping.IsCompleted);
        _gate.SetResult();
        await stopping.WaitAsync(TimeSpan.FromSeconds(20));

        var stored = await _store.ReadHistoryAsync("one", CancellationToken.None);
        Assert.Single(stored!.Turns.SelectMany(t => HistoryReader.Read(t.Events)).OfType<TaskCompleted>());
        AssertQuiet();
    }

    [Fact]
    public async Task Stop_WhenTheTimeIsUp_LeavesTheActivityToTheNextProcess()
    {
        await using (RuntimeProcess process = await StartAsync())
        {
            await process.Client.ScheduleNewOrchestrationInstanceAsync("Calls", new StartOrchestrationOptions("one"));
            await Poll.UntilAsync(() => Volatile.Read(ref _runs) == 1);
            await process.StopAsync(new CancellationToken(canceled: true)).WaitAsync(TimeSpan.FromSeconds(20));
            _gate.SetResult();
        }

        Assert.Equal(1, _log.Count(5203));
        AssertQuiet(except: 5203);
        await AssertRunsAgainAsync();
    }

    [Fact]
    public async Task Activity_FailingWhileTheHostEnds_IsNotRecordedAndRunsAgain()
    {
        await using (RuntimeProcess process = await StartAsync())
        {
            await process.Client.ScheduleNewOrchestrationInstanceAsync("Calls", new StartOrchestrationOptions("one"));
            await Poll.UntilAsync(() => Volatile.Read(ref _runs) == 1);
            Task stopping = process.StopAsync(CancellationToken.None);
            _gate.SetException(new OperationCanceledException("the host ends"));
            await stopping.WaitAsync(TimeSpan.FromSeconds(20));
        }

        Assert.Equal(1, _log.Count(5202));
        AssertQuiet();
        await AssertRunsAgainAsync();
    }

    async Task AssertRunsAgainAsync()
    {
        await using RuntimeProcess next = await StartAsync();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        OrchestrationMetadata metadata = await next.Client.WaitForInstanceCompletionAsync("one", true, deadline.Token);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, metadata.RuntimeStatus);
        Assert.Equal(2, metadata.ReadOutputAs<int>());
    }

    void AssertQuiet(int except = 0) =>
        Assert.DoesNotContain(_log.Lines, line => (line.Level >= LogLevel.Warning && line.EventId != except) || line.Error is not null);

    Task<RuntimeProcess> StartAsync(IDurableStore? store = null) => RuntimeProcess.StartAsync(
        store ?? _store,
        tasks =>
        {
            tasks.AddActivityFunc<int>("Waits", async _ =>
            {
                int run = Interlocked.Increment(ref _runs);
                if (run == 1) await _gate.Task;
                return run;
            });
            tasks.AddOrchestratorFunc<int>("Calls", context => context.CallActivityAsync<int>("Waits"));
        },
        logs: _log);
}
