using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Runtime.Store.InMemory;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Faults;

/// <summary>A store that does not answer for a while: everybody goes on afterwards, and the log says so once.</summary>
public sealed class OutageTests
{
    const int DelayedCommit = 5101;
    const int LeaseRoundFailed = 5004;
    const int LeaseRoundResumed = 5006;
    const int ListeningFailed = 5009;
    readonly RecordedLog _log = new();

    [Theory, InlineData(false), InlineData(true)]
    public async Task Wait_WhileTheStoreFails_GoesOnUntilTheState(bool forStart)
    {
        var store = new FaultyStore(new InMemoryStore(TimeProvider.System), _ => Fault.None);
        await using RuntimeProcess worker = await StartAsync(store);
        await using RuntimeProcess client = await RuntimeProcess.StartAsync(store, tasks: null);
        string id = await client.Client.ScheduleNewOrchestrationInstanceAsync("Waits", CancellationToken.None);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await worker.Client.WaitForInstanceStartAsync(id, deadline.Token);
        store.FindFault = new TimeoutException("The connection pool has been exhausted.");
        Task<OrchestrationMetadata> waiting = forStart
            ? worker.Client.WaitForInstanceStartAsync(id, deadline.Token)
            : client.Client.WaitForInstanceCompletionAsync(id, deadline.Token);
        await Poll.UntilAsync(() => store.FailedCalls > 2 || waiting.IsCompleted);
        Assert.False(waiting.IsCompleted, waiting.Exception?.Message);
        store.FindFault = null;
        await worker.Client.RaiseEventAsync(id, "go", "done");
        OrchestrationMetadata metadata = await waiting;
        if (!forStart) Assert.Equal(OrchestrationRuntimeStatus.Completed, metadata.RuntimeStatus);
    }

    [Fact]
    public async Task Commit_DelayedAgainAndAgain_IsLoggedOnce()
    {
        var store = new FaultyStore(new InMemoryStore(TimeProvider.System), n => n is > 0 and < 5 ? Fault.Transient : Fault.None);
        await using RuntimeProcess process = await StartAsync(store);
        await process.Client.ScheduleNewOrchestrationInstanceAsync("Waits", CancellationToken.None);
        Assert.Equal(4, store.Faults);
        Assert.Equal(1, _log.Count(DelayedCommit));
    }

    [Fact]
    public async Task LeaseRounds_FailingAgainAndAgain_AreLoggedOnceAndWhenTheyResume()
    {
        var store = new FaultyStore(new InMemoryStore(TimeProvider.System), _ => Fault.None);
        await using RuntimeProcess process = await StartAsync(store);
        store.HeartbeatFault = new IOException("away");
        await Poll.UntilAsync(() => store.FailedCalls > 3);
        store.HeartbeatFault = null;
        await Poll.UntilAsync(() => _log.Count(LeaseRoundResumed) == 1);
        Assert.Equal(1, _log.Count(LeaseRoundFailed));
    }

    [Fact]
    public async Task Listening_ThatEndsByWhateverError_IsBegunAgain_AndSaidOnce()
    {
        var store = new FaultyStore(new InMemoryStore(TimeProvider.System), _ => Fault.None) { ListenFault = new InvalidOperationException("no") };
        await using RuntimeProcess process = await StartAsync(store);
        await Poll.UntilAsync(() => store.FailedCalls > 3);
        store.ListenFault = null;
        await Poll.UntilAsync(() => store.Listeners == 1);
        Assert.Equal(1, _log.Count(ListeningFailed));
    }

    Task<RuntimeProcess> StartAsync(FaultyStore store) => RuntimeProcess.StartAsync(
        store,
        tasks => tasks.AddOrchestratorFunc<string>("Waits", context => context.WaitForExternalEvent<string>("go")),
        configure: options => options.PollInterval = TimeSpan.FromMilliseconds(20),
        logs: _log);
}
