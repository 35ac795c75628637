using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Scale;

/// <summary>What runs at once is bounded, and what waits for its turn is done all the same.</summary>
[Collection(nameof(ScaleTests))]
public sealed class ConcurrencyLimitTests
{
    [Fact]
    public async Task Activities_InFlight_AreAsManyAsAllowed()
    {
        const int Limit = 7;
        const int Count = 100;
        int running = 0;
        int most = 0;
        using var full = new SemaphoreSlim(0);
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var home = new InMemoryHome();
        await using RuntimeProcess process = await RuntimeProcess.StartAsync(
            home.Open(TimeProvider.System),
            tasks =>
            {
                tasks.AddActivityFunc<int, int>("Held", async (_, n) =>
                {
                    InterlockedMax(ref most, Interlocked.Increment(ref running));
                    full.Release();
                    await open.Task;
                    Interlocked.Decrement(ref running);
                    return n;
                });
                tasks.AddOrchestratorFunc<int>("FansOut", async context =>
                    (await Task.WhenAll(Enumerable.Range(0, Count).Select(n => context.CallActivityAsync<int>("Held", n)))).Sum());
            },
            configure: options => options.MaxConcurrentActivities = Limit);
        string id = await process.Client.ScheduleNewOrchestrationInstanceAsync("FansOut");
        for (int i = 0; i < Limit; i++) Assert.True(await full.WaitAsync(TimeSpan.FromSeconds(30)));
        open.SetResult();
        OrchestrationMetadata metadata = await process.Client.WaitForInstanceCompletionAsync(id, true);
        Assert.Equal(Enumerable.Range(0, Count).Sum(), metadata.ReadOutputAs<int>());
        Assert.Equal(Limit, most);
    }

    [Fact]
    public async Task Orchestrations_InFlight_AreAsManyAsAllowed()
    {
        const int Limit = 5;
        const int Count = 60;
        await using var home = new InMemoryHome();
        string[] ids = [.. Enumerable.Range(0, Count).Select(i => $"adds-{i}")];
        // Before there is a worker: it finds all of them ready at once.
        await using (RuntimeProcess client = await RuntimeProcess.StartAsync(home.Open(TimeProvider.System), tasks: null))
        {
            await Task.WhenAll(ids.Select((id, i) =>
                client.Client.ScheduleNewOrchestrationInstanceAsync("Adds", i, new StartOrchestrationOptions(id), CancellationToken.None)));
            await Task.WhenAll(ids.Select(id => client.Client.RaiseEventAsync(id, "go", 1)));
        }

        IDurableStore store = CommitCounter.Around(home.Open(TimeProvider.System), out CommitCounter commits);
        await using RuntimeProcess process = await RuntimeProcess.StartAsync(
            store,
            tasks => tasks.AddOrchestratorFunc<int, int>("Adds", async (context, n) => n + await context.WaitForExternalEvent<int>("go")),
            configure: options => options.MaxConcurrentOrchestrators = Limit);
        for (int i = 0; i < Count; i++)
        {
            Assert.Equal(i + 1, (await process.Client.WaitForInstanceCompletionAsync(ids[i], true)).ReadOutputAs<int>());
        }

        Assert.Equal(Limit, commits.TurnsMost);
    }

    static void InterlockedMax(ref int most, int value)
    {
        for (int seen = Volatile.Read(ref most); value > seen;)
        {
            int was = Interlocked.CompareExchange(ref most, value, seen);
            if (was == seen) return;
            seen = was;
        }
    }
}
