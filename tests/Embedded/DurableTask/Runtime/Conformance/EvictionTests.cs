using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Runtime.Turns;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Conformance;

/// <summary>More instances than may be kept in memory: those that were evicted are replayed, and every one goes on exactly where it was.</summary>
public abstract class EvictionTests
{
    const int Instances = 12;
    const int CachedMax = 2;

    internal abstract Task<StoreHome> CreateHomeAsync();

    [Fact]
    public async Task Instances_BeyondTheCache_AreReplayedAndEndExactly()
    {
        bool evicted = false;
        var known = new HashSet<InstanceRuntime>();
        await using StoreHome home = await CreateHomeAsync();
        IDurableStore store = home.Open(TimeProvider.System);
        var replay = new ReplayCheck(() => store);
        await using RuntimeProcess process = await RuntimeProcess.StartAsync(
            store,
            tasks =>
            {
                tasks.AddActivityFunc<string, string>("Mark", (_, text) => $"<{text}>");
                tasks.AddOrchestratorFunc<string>("Collects", async context =>
                {
                    string seen = "";
                    for (int i = 0; i < 3; i++)
                    {
                        seen += await context.CallActivityAsync<string>("Mark", await context.WaitForExternalEvent<string>("go"));
                        context.SetCustomStatus(seen);
                    }

                    return seen;
                });
            },
            configure: options =>
            {
                options.CachedExecutionsMax = CachedMax;
                options.TurnCommitted = instance =>
                {
                    known.Add(instance);
                    evicted |= known.Any(other => other.Execution is null && !other.IsGone);
                    replay.Compare(instance);
                };
            });
        string[] ids = [.. Enumerable.Range(0, Instances).Select(i => $"evicted-{i}")];
        foreach (string id in ids) await process.Client.ScheduleNewOrchestrationInstanceAsync("Collects", new StartOrchestrationOptions(id));
        for (int round = 0; round < 3; round++)
        {
            foreach (string id in ids) await process.Client.RaiseEventAsync(id, "go", $"{id}:{round}");
        }

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        foreach (string id in ids)
        {
            OrchestrationMetadata metadata = await process.Client.WaitForInstanceCompletionAsync(id, true, deadline.Token);
            Assert.Equal($"<{id}:0><{id}:1><{id}:2>", metadata.ReadOutputAs<string>());
        }

        replay.AssertSame();
        Assert.True(replay.Checked > Instances, $"only {replay.Checked} turns were compared");
        Assert.True(evicted);
    }
}

public sealed class InMemoryEvictionTests : EvictionTests
{
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new InMemoryHome());
}

public sealed class PostgresEvictionTests : EvictionTests
{
    internal override async Task<StoreHome> CreateHomeAsync() => await PostgresHome.CreateAsync();
}
