using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Model;

/// <summary>What clients do: start, dedupe, query, purge, restart; and what becomes of changed code and messages that nobody can take.</summary>
public abstract class ClientTests : ModelTests
{
    string _changed = "First";
    int _ran;

    protected override void Register(DurableTaskRegistry tasks)
    {
        tasks.AddActivityFunc<string, string>("First", (_, text) => text);
        tasks.AddActivityFunc<string, string>("Second", (_, text) => text);
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
        tasks.AddOrchestratorFunc<string>("Changing", async context =>
        {
            await context.CallActivityAsync<string>(_changed, "a");
            return await context.WaitForExternalEvent<string>("go");
        });
        tasks.AddOrchestratorFunc("Parent", async context =>
        {
            for (int i = 0; i < 3; i++)
                await context.CallSubOrchestratorAsync<string>("Quick", "x", new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-{i}"));
        });
    }

    static StartOrchestrationOptions WithId(string id, params OrchestrationRuntimeStatus[] dedupe) =>
        new StartOrchestrationOptions(id).WithDedupeStatuses(dedupe);

    static OrchestrationRuntimeStatus[] All => [.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses];

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
    public async Task GetAllInstances_PagesAndFilters()
    {
        for (int i = 0; i < 7; i++) await RunAsync("Quick", $"{i}", new StartOrchestrationOptions($"list-{i}"));
        await StartAsync("Wait", options: new StartOrchestrationOptions("list-wait"));
        await RunAsync("Quick", "throw", new StartOrchestrationOptions("other"));
        var pages = new List<int>();
        var ids = new List<string>();
        await foreach (Page<OrchestrationMetadata> page in Client.GetAllInstancesAsync(new OrchestrationQuery(
            InstanceIdPrefix: "list-", PageSize: 3, Statuses: [OrchestrationRuntimeStatus.Completed], FetchInputsAndOutputs: true)).AsPages())
        {
            pages.Add(page.Values.Count);
            ids.AddRange(page.Values.Select(m => $"{m.InstanceId}={m.ReadOutputAs<string>()}"));
        }

        Assert.Equal([3, 3, 1], pages);
        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"list-{i}={i}"), ids);
        List<string> failed = [];
        await foreach (OrchestrationMetadata one in Client.GetAllInstancesAsync(new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Failed])))
            failed.Add(one.InstanceId);
        Assert.Equal(["other"], failed);
        Page<string> ended = await Client.ListInstanceIdsAsync(pageSize: 5);
        Assert.Equal(5, ended.Values.Count);
        Assert.Equal(3, (await Client.ListInstanceIdsAsync(pageSize: 5, lastInstanceKey: ended.ContinuationToken)).Values.Count);
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
    public async Task Restart_RunsWithTheSameInput()
    {
        await RunAsync("Quick", "again", new StartOrchestrationOptions("first"));
        string id = await Client.RestartAsync("first", restartWithNewInstanceId: true);
        Assert.NotEqual("first", id);
        Assert.Equal("again", (await EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal("first", await Client.RestartAsync("first"));
        await EndAsync("first");
        Assert.Equal(3, _ran);
    }

    [Fact]
    public async Task ChangedCode_IsNamedByItsFirstDifference()
    {
        string id = await StartAsync("Changing");
        await UntilAsync(id, m => m.LastUpdatedAt >= m.CreatedAt && m.IsRunning);
        await Poll.UntilAsync(async () => (await Process.Hub.Store.ReadHistoryAsync(id, CancellationToken.None))!.Turns.Count == 2);
        _changed = "Second";
        await RestartProcessAsync();
        await Client.RaiseEventAsync(id, "go", "x");
        OrchestrationMetadata metadata = await EndAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, metadata.RuntimeStatus);
        Assert.Contains(
            "history says TaskScheduled 'First' (#0), the code asked for TaskScheduled 'Second' (#0)", metadata.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Event_ForNobody_IsDropped() => await Client.RaiseEventAsync("nobody", "go", "x");

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
}

public sealed class InMemoryClientTests : ClientTests
{
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new InMemoryHome());
}

public sealed class PostgresClientTests : ClientTests
{
    internal override async Task<StoreHome> CreateHomeAsync() => await PostgresHome.CreateAsync();
}
