using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Runtime.Store.InMemory;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Faults;

/// <summary>How far activities run ahead of the commits of their results: so many run again after a crash.</summary>
public sealed class UncommittedActivitiesTests
{
    const int Limit = 8;
    const int Activities = 50;
    int _runs;
    volatile bool _isBlocked = true;

    [Theory]
    [InlineData(Activities, Limit)]
    [InlineData(20 * 3 * Limit, 3 * Limit)]
    public async Task Activities_WhileNothingIsCommitted_RunAheadToTheLimitOrATwentiethAlone(int activities, int ahead)
    {
        var store = new FaultyStore(new InMemoryStore(TimeProvider.System), n => n > 1 && _isBlocked ? Fault.Transient : Fault.None);
        await using RuntimeProcess process = await StartAsync(store);
        string id = await process.Client.ScheduleNewOrchestrationInstanceAsync("FanOut", activities);
        await Poll.UntilAsync(() => Volatile.Read(ref _runs) >= ahead && store.Faults > 3);
        Assert.Equal(ahead, Volatile.Read(ref _runs));

        _isBlocked = false;
        OrchestrationMetadata metadata = await process.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
        Assert.Equal(activities, metadata.ReadOutputAs<int>());
        Assert.Equal(activities, _runs);
    }

    [Fact]
    public async Task Results_ThatNobodyWantsAnyMore_MakeRoomForOthers()
    {
        await using RuntimeProcess process = await StartAsync(new InMemoryStore(TimeProvider.System));
        for (int i = 0; i < 3 * Limit; i++)
        {
            // Ends after the first of two results; the other comes too late.
            string id = await process.Client.ScheduleNewOrchestrationInstanceAsync("First", 2);
            await process.Client.WaitForInstanceCompletionAsync(id);
        }

        string last = await process.Client.ScheduleNewOrchestrationInstanceAsync("FanOut", Activities);
        OrchestrationMetadata metadata = await process.Client.WaitForInstanceCompletionAsync(last, getInputsAndOutputs: true);
        Assert.Equal(Activities, metadata.ReadOutputAs<int>());
    }

    Task<RuntimeProcess> StartAsync(Microsoft.DurableTask.Runtime.Store.IDurableStore store) => RuntimeProcess.StartAsync(
        store,
        tasks =>
        {
            tasks.AddActivityFunc<int, int>("One", (_, _) =>
            {
                Interlocked.Increment(ref _runs);
                return 1;
            });
            tasks.AddOrchestratorFunc<int, int>("FanOut", async (context, n) =>
                (await Task.WhenAll(Enumerable.Range(0, n).Select(_ => context.CallActivityAsync<int>("One", 0)))).Sum());
            tasks.AddOrchestratorFunc<int, int>("First", async (context, n) =>
                await await Task.WhenAny(Enumerable.Range(0, n).Select(_ => context.CallActivityAsync<int>("One", 0))));
        },
        configure: options => (options.MaxConcurrentActivities, options.UncommittedActivitiesMax) = (4, Limit));
}
