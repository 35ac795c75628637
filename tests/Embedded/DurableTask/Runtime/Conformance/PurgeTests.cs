using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Conformance;

/// <summary>Removing ended instances, one or by filter, with their children if asked.</summary>
public abstract class PurgeTests : ConformanceTests
{
    const int PurgePage = 500;
    int _ran;

    protected override void Register(DurableTaskRegistry tasks)
    {
        tasks.AddOrchestratorFunc<string>("Wait", async context =>
        {
            if (!context.IsReplaying) Interlocked.Increment(ref _ran);
            return await context.WaitForExternalEvent<string>("go");
        });
        tasks.AddOrchestratorFunc<string, string>("Quick", (context, text) =>
        {
            Interlocked.Increment(ref _ran);
            return text == "throw" ? throw new InvalidDataException(text) : text;
        });
        tasks.AddOrchestratorFunc("Parent", async context =>
        {
            for (int i = 0; i < 3; i++)
                await context.CallSubOrchestratorAsync<string>("Quick", "x", new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-{i}"));
        });
    }

    [Fact]
    public async Task Purge_RemovesWhatHasEnded_AndItsChildrenIfAsked()
    {
        await StartAsync("Wait", options: new StartOrchestrationOptions("alive"));
        Assert.Equal(0, (await Client.PurgeInstanceAsync("alive")).PurgedInstanceCount);
        await RunAsync("Parent", options: new StartOrchestrationOptions("family"));
        Assert.Equal(4, (await Client.PurgeInstanceAsync("family", new PurgeInstanceOptions(Recursive: true))).PurgedInstanceCount);
        Assert.Null(await Client.GetInstanceAsync("family-1"));
        for (int i = 0; i < 3; i++) await RunAsync("Quick", "x");
        Assert.Equal(3, (await Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(Statuses: [OrchestrationRuntimeStatus.Completed]))).PurgedInstanceCount);
        Assert.NotNull(await Client.GetInstanceAsync("alive"));
    }

    [Fact]
    public async Task Purge_ByFilter_TakesTimeAndStatus_AndSaysThatItIsComplete()
    {
        await RunAsync("Quick", "x", new StartOrchestrationOptions("old"));
        Time.Advance(TimeSpan.FromDays(1));
        DateTimeOffset between = Time.GetUtcNow();
        await RunAsync("Quick", "throw", new StartOrchestrationOptions("failed"));
        await RunAsync("Quick", "x", new StartOrchestrationOptions("new"));
        PurgeResult result = await Client.PurgeAllInstancesAsync(
            new PurgeInstancesFilter(CreatedFrom: between, Statuses: [OrchestrationRuntimeStatus.Failed]) { Timeout = TimeSpan.FromMinutes(1) });
        Assert.Equal((1, true), (result.PurgedInstanceCount, result.IsComplete));
        Assert.Null(await Client.GetInstanceAsync("failed"));
        Assert.Equal(1, (await Client.PurgeInstancesAsync(createdFrom: null, createdTo: between.AddSeconds(-1))).PurgedInstanceCount);
        Assert.Null(await Client.GetInstanceAsync("old"));
        Assert.NotNull(await Client.GetInstanceAsync("new"));
    }

    [Fact]
    public async Task Purge_WithATimeoutThatIsNone_IsRefused() => await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
        () => Client.PurgeAllInstancesAsync(new PurgeInstancesFilter { Timeout = TimeSpan.Zero }));

    [Fact]
    public async Task Purge_ByFilter_WhoseTimeIsUp_StopsBetweenPages_AndSaysThatItIsNotComplete()
    {
        await Task.WhenAll(Enumerable.Range(0, PurgePage + 1).Select(_ => RunAsync("Quick", "x")));
        await using RuntimeProcess late = await RuntimeProcess.StartAsync(Home.Open(Time), tasks: null, new HurriedTime());
        var filter = new PurgeInstancesFilter { Timeout = TimeSpan.FromMinutes(1) };
        PurgeResult first = await late.Client.PurgeAllInstancesAsync(filter);
        PurgeResult second = await late.Client.PurgeAllInstancesAsync(filter);
        Assert.Equal((PurgePage, false, 1, true), (first.PurgedInstanceCount, first.IsComplete, second.PurgedInstanceCount, second.IsComplete));
    }

    [Fact]
    public async Task Purge_OfNobody_IsZero() => Assert.Equal(0, (await Client.PurgeInstanceAsync("nobody")).PurgedInstanceCount);

    /// <summary>A minute passes between any two looks at the clock.</summary>
    sealed class HurriedTime : TimeProvider
    {
        long _looks;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddYears(60).AddMinutes(Interlocked.Increment(ref _looks));
    }
}

public sealed class InMemoryPurgeTests : PurgeTests
{
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new InMemoryHome());
}

public sealed class PostgresPurgeTests : PurgeTests
{
    internal override async Task<StoreHome> CreateHomeAsync() => await PostgresHome.CreateAsync();
}
