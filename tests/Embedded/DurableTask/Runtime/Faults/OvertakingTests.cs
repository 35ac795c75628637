using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Hosting;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Runtime.Store.InMemory;
using Microsoft.DurableTask.Runtime.Turns;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Faults;

/// <summary>
/// Messages reach a partition through memory and through the inbox. What another process has put into the inbox, and whose hint was lost,
/// must not be overtaken by what comes later through memory where the order matters. Found by the simulation.
/// </summary>
public sealed class OvertakingTests
{
    readonly InMemoryStore _memory = new(TimeProvider.System);
    readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(20));

    [Fact]
    public async Task Event_ForAnInstanceWhoseStartIsNotReadYet_WaitsForIt()
    {
        await using RuntimeProcess process = await StartAsync(_memory, pollInterval: TimeSpan.FromHours(1));
        var row = new InstanceRow(0, "child", 0, "Waits", null, null, null, null, DateTimeOffset.UtcNow, null);
        await _memory.SendAsync([new StartMessage(row, StartMessage.LiveStatuses)], CancellationToken.None);
        await process.Client.RaiseEventAsync("child", "go", "done");
        Assert.Equal("done", (await EndAsync(process, "child")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Resume_AfterASuspendThatIsNotReadYet_ComesAfterIt()
    {
        await using RuntimeProcess process = await StartAsync(_memory, pollInterval: TimeSpan.FromHours(1));
        string id = await process.Client.ScheduleNewOrchestrationInstanceAsync("Waits", CancellationToken.None);
        await _memory.SendAsync([new EventMessage(id, new ExecutionSuspended("pause"))], CancellationToken.None);
        await process.Client.ResumeInstanceAsync(id);
        process.Hub.Owned(0)!.Post(TickItem.Inbox);
        await Poll.UntilAsync(() => _memory.InboxCount == 0);
        await process.Client.RaiseEventAsync(id, "go", "done");
        Assert.Equal("done", (await EndAsync(process, id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Start_WhileTheEndOfTheSameIdIsOnItsWay_IsNotRefused()
    {
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var store = new FaultyStore(_memory, _ => Fault.None) { Held = (turn => turn.Result is not null, answered.Task) };
        await using RuntimeProcess process = await StartAsync(store, options => options.InlineCommitTurns = 0);
        await ScheduleAsync(process);
        Task raised = process.Client.RaiseEventAsync("again", "go", "first");
        await Poll.UntilAsync(async () => (await process.Client.GetInstanceAsync("again"))!.IsCompleted);
        await process.Client.PurgeInstanceAsync("again", CancellationToken.None);
        Task started = ScheduleAsync(process);
        // Answered after all that was posted before has been taken in.
        await process.Client.RaiseEventAsync("nobody", "go");
        Assert.False(started.IsCompleted, started.Exception?.Message);
        answered.SetResult();
        await raised;
        await started;
        await process.Client.RaiseEventAsync("again", "go", "second");
        Assert.Equal("second", (await EndAsync(process, "again")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Message_WhoseDeletionIsRefused_IsTakenAgain()
    {
        int refused = 0;
        var store = new FaultyStore(
            _memory, _ => Fault.None, turn => turn is { Instance: 0, Consumed.Count: > 0 } && Interlocked.Increment(ref refused) == 1);
        await using RuntimeProcess process = await StartAsync(store);
        await _memory.SendAsync([new EventMessage("nobody", new EventRaised("go", null))], CancellationToken.None);
        await Poll.UntilAsync(() => _memory.InboxCount == 0);
        Assert.True(refused > 1);
    }

    [Fact]
    public async Task Message_WhoseReceiverWasRecoveredBeforeItCame_IsNotTakenTwice()
    {
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // The parent's turn is written and its answer late; the child's first turn is written and its answer lost.
        var store = new FaultyStore(_memory, n => n == 2 ? Fault.LostAfter : Fault.None)
        {
            Held = (turn => turn.Outbox.Any(sent => sent.Message is StartMessage), answered.Task),
        };
        await using RuntimeProcess process = await StartAsync(store, options => options.Partitions = 2);
        await Poll.UntilAsync(() => IsRecovered(process, 0) && IsRecovered(process, 1));
        (string parent, string child) = (IdIn(0), IdIn(1));
        Task started = process.Client.ScheduleNewOrchestrationInstanceAsync("Calls", child, new StartOrchestrationOptions(parent));
        await Poll.UntilAsync(() => store.Faults == 1 && IsRecovered(process, 1) && process.Hub.Owned(1)!.IsLive(child));
        answered.SetResult();
        await started;
        await process.Client.RaiseEventAsync(child, "go", "done");
        Assert.Equal("done", (await EndAsync(process, parent)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Answer_OfOneWhoCannotWriteAnyMore_IsNotGiven()
    {
        var store = new FaultyStore(_memory, n => n is 2 or 3 ? Fault.LostBefore : Fault.None);
        await using RuntimeProcess process = await StartAsync(store);
        await ScheduleAsync(process);
        await Assert.ThrowsAsync<PartitionGoneException>(() => ScheduleAsync(process));
        await Poll.UntilAsync(() => IsRecovered(process, 0));
        await Assert.ThrowsAsync<PartitionGoneException>(() => process.Client.RaiseEventAsync("nobody", "go"));
    }

    static bool IsRecovered(RuntimeProcess process, int partition) => process.Hub.Owned(partition)?.Recovered.IsCompletedSuccessfully == true;

    static string IdIn(int partition) => Enumerable.Range(0, 100).Select(i => $"in-{i}").First(id => PartitionHash.PartitionOf(id, 2) == partition);

    static Task<RuntimeProcess> StartAsync(
        IDurableStore store, Action<DurableRuntimeOptions>? configure = null, TimeSpan? pollInterval = null) => RuntimeProcess.StartAsync(
        store,
        tasks =>
        {
            tasks.AddOrchestratorFunc<string>("Waits", context => context.WaitForExternalEvent<string>("go"));
            tasks.AddOrchestratorFunc<string, string>("Calls", (context, child) =>
                context.CallSubOrchestratorAsync<string>("Waits", options: new SubOrchestrationOptions(instanceId: child)));
        },
        configure: options =>
        {
            options.PollInterval = pollInterval ?? TimeSpan.FromMilliseconds(20);
            configure?.Invoke(options);
        });

    static Task ScheduleAsync(RuntimeProcess process) => process.Client.ScheduleNewOrchestrationInstanceAsync(
        "Waits",
        null,
        new StartOrchestrationOptions("again").WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]),
        CancellationToken.None);

    Task<OrchestrationMetadata> EndAsync(RuntimeProcess process, string id) =>
        process.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, _deadline.Token);
}
