using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Conformance;

/// <summary>Starting: ids, dedupe statuses, replacement, later starts, tags and versions; by a client in another process too.</summary>
public abstract class StartTests : ConformanceTests
{
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
            if (!context.IsReplaying) Interlocked.Increment(ref _ran);
            return text == "throw" ? throw new InvalidDataException(text) : text;
        });
    }

    [Fact]
    public async Task Start_OfARunningId_AllDeduped_IsRefused_AndRunsOnce()
    {
        await StartAsync("Wait", options: WithId("one", All));
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => StartAsync("Wait", options: WithId("one", All)));
        await Client.RaiseEventAsync("one", "go", "done");
        Assert.Equal("done", (await EndAsync("one")).ReadOutputAs<string>());
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => StartAsync("Wait", options: WithId("one", All)));
        Assert.Equal("done", (await EndAsync("one")).ReadOutputAs<string>());
        Assert.Equal(1, _ran);
    }

    [Fact]
    public async Task Start_TwentyTimesAtOnce_AllDeduped_StartsOne()
    {
        Task<string>[] starts = [.. Enumerable.Range(0, 20).Select(_ => StartAsync("Quick", "x", WithId("race", All)))];
        int refused = 0;
        foreach (Task<string> start in starts)
        {
            try
            {
                await start;
            }
            catch (OrchestrationAlreadyExistsException)
            {
                refused++;
            }
        }

        Assert.Equal(19, refused);
        await EndAsync("race");
        Assert.Equal(1, _ran);
    }

    [Fact]
    public async Task Start_OfAFinishedId_WithoutDedupe_RunsAgain()
    {
        Assert.Equal("1", (await RunAsync("Quick", "1", new StartOrchestrationOptions("again"))).ReadOutputAs<string>());
        Assert.Equal("2", (await RunAsync("Quick", "2", new StartOrchestrationOptions("again"))).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Start_OfARunningId_WithoutDedupe_IsRefused()
    {
        await StartAsync("Wait", options: new StartOrchestrationOptions("busy"));
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => StartAsync("Wait", options: new StartOrchestrationOptions("busy")));
    }

    [Fact]
    public async Task Start_OfARunningId_NothingDeduped_Replaces()
    {
        await StartAsync("Wait", options: new StartOrchestrationOptions("replaced"));
        await StartAsync("Quick", "new", WithId("replaced"));
        Assert.Equal("new", (await EndAsync("replaced")).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData]
    [InlineData(OrchestrationRuntimeStatus.Running)]
    [InlineData(OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending)]
    [InlineData(OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended)]
    public async Task Start_TerminatedDeduped_AndALiveStatusNot_IsRefused_AndTheLiveInstanceGoesOn(params OrchestrationRuntimeStatus[] live)
    {
        await StartAsync("Wait", options: new StartOrchestrationOptions("kept"));
        await Client.WaitForInstanceStartAsync("kept", CancellationToken.None);
        StartOrchestrationOptions refused = WithId("kept", [OrchestrationRuntimeStatus.Terminated, .. live]);
        await using RuntimeProcess outside = await RuntimeProcess.StartAsync(Home.Open(Time), tasks: null, Time);
        foreach (DurableTaskClient client in new[] { Client, outside.Client })
        {
            ArgumentException e = await Assert.ThrowsAsync<ArgumentException>(
                () => client.ScheduleNewOrchestrationInstanceAsync("Quick", "new", refused, CancellationToken.None));
            Assert.StartsWith("Invalid dedupe statuses: cannot include 'Terminated'", e.Message, StringComparison.Ordinal);
        }

        await Client.RaiseEventAsync("kept", "go", "old");
        Assert.Equal("old", (await EndAsync("kept")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Start_OfATerminatedId_ItAndAllLiveOnesDeduped_IsRefusedAsOneThatExists()
    {
        StartOrchestrationOptions options = WithId("ended", [OrchestrationRuntimeStatus.Terminated, .. Live]);
        await StartAsync("Wait", options: options);
        await Client.TerminateInstanceAsync("ended");
        await EndAsync("ended");
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => StartAsync("Quick", "new", options));
    }

    [Fact]
    public async Task Start_OfAFailedId_OnlyCompletedDeduped_RunsAgain()
    {
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await RunAsync("Quick", "throw", WithId("retry"))).RuntimeStatus);
        Assert.Equal("fine", (await RunAsync("Quick", "fine", WithId("retry", OrchestrationRuntimeStatus.Completed))).ReadOutputAs<string>());
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(
            () => StartAsync("Quick", "x", WithId("retry", OrchestrationRuntimeStatus.Completed)));
    }

    [Theory, InlineData(""), InlineData("@entity"), InlineData("a/b"), InlineData("nul\0")]
    public async Task Start_WithABadId_NamesIt(string id)
    {
        if (id.Length == 0)
        {
            Assert.Equal(32, (await StartAsync("Quick", "x", new StartOrchestrationOptions(id))).Length);
            return;
        }

        await Assert.ThrowsAsync<ArgumentException>(() => StartAsync("Quick", "x", new StartOrchestrationOptions(id)));
    }

    [Fact]
    public async Task Start_Later_IsPendingUntilThen_AcrossARestart_AndKeepsEarlyEvents()
    {
        string id = await StartAsync("Wait", options: new StartOrchestrationOptions("later", Time.GetUtcNow().AddHours(3)));
        await Client.RaiseEventAsync(id, "go", "early");
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await Client.GetInstanceAsync(id))!.RuntimeStatus);
        await RestartProcessAsync();
        Assert.Equal(0, _ran);
        Assert.Equal("early", (await EndAsync(id, TimeSpan.FromHours(1))).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Start_Later_MayBeTerminatedBefore()
    {
        string id = await StartAsync("Wait", options: new StartOrchestrationOptions("never", Time.GetUtcNow().AddHours(3)));
        await Client.TerminateInstanceAsync(id, "no", CancellationToken.None);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await EndAsync(id)).RuntimeStatus);
        Assert.Equal(0, _ran);
    }

    [Fact]
    public async Task ClientOnly_StartsRaisesAndWaits_ThroughTheStore()
    {
        await using RuntimeProcess outside = await RuntimeProcess.StartAsync(Home.Open(Time), tasks: null, Time);
        string id = await outside.Client.ScheduleNewOrchestrationInstanceAsync("Wait", null, WithId("outside", All), CancellationToken.None);
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(
            () => outside.Client.ScheduleNewOrchestrationInstanceAsync("Wait", null, WithId("outside", All), CancellationToken.None));
        await outside.Client.RaiseEventAsync(id, "go", "from outside");
        OrchestrationMetadata? metadata = null;
        await Poll.UntilAsync(async () =>
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            metadata = await outside.Client.GetInstanceAsync(id, true);
            return metadata!.IsCompleted;
        });
        Assert.Equal("from outside", metadata!.ReadOutputAs<string>());
        Assert.Equal("from outside", (await outside.Client.WaitForInstanceCompletionAsync(id, true)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task ClientOnly_StartOfARunningId_NothingDeduped_Replaces()
    {
        await StartAsync("Wait", options: new StartOrchestrationOptions("replaced"));
        await Client.WaitForInstanceStartAsync("replaced", CancellationToken.None);
        await using RuntimeProcess outside = await RuntimeProcess.StartAsync(Home.Open(Time), tasks: null, Time);
        Task<string> starting = outside.Client.ScheduleNewOrchestrationInstanceAsync("Quick", "new", WithId("replaced"), CancellationToken.None);
        await Poll.UntilAsync(() =>
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            return starting.IsCompleted;
        });
        Assert.Equal("replaced", await starting);
        OrchestrationMetadata metadata = await EndAsync("replaced", TimeSpan.FromSeconds(1));
        Assert.Equal(("Quick", "new"), (metadata.Name, metadata.ReadOutputAs<string>()));
        Assert.Equal(2, _ran);
    }

    static StartOrchestrationOptions WithId(string id, params OrchestrationRuntimeStatus[] dedupe) =>
        new StartOrchestrationOptions(id).WithDedupeStatuses(dedupe);

    static OrchestrationRuntimeStatus[] Live =>
        [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended];

    static OrchestrationRuntimeStatus[] All => [.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses];

    [Fact]
    public async Task Start_WithAnUnknownDedupeStatus_IsAnArgumentException() => await Assert.ThrowsAsync<ArgumentException>(
        () => StartAsync("Quick", "x", new StartOrchestrationOptions("one") { DedupeStatuses = ["Sleeping"] }));

    [Fact]
    public async Task Start_WithTagsAndVersion_ShowsThem()
    {
        var tags = new Dictionary<string, string> { ["team"] = "blue", ["\u00e4"] = "" };
        OrchestrationMetadata metadata = await RunAsync("Quick", "x", new StartOrchestrationOptions("tagged") { Tags = tags, Version = "4" });
        Assert.Equal(tags, metadata.Tags);
    }
}

public sealed class InMemoryStartTests : StartTests
{
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new InMemoryHome());
}

public sealed class PostgresStartTests : StartTests
{
    internal override async Task<StoreHome> CreateHomeAsync() => await PostgresHome.CreateAsync();
}
