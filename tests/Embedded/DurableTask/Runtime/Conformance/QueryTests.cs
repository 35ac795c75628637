using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Conformance;

/// <summary>Lists of instances: filters, pages, continuation tokens.</summary>
public abstract class QueryTests : ConformanceTests
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
            Interlocked.Increment(ref _ran);
            return text == "throw" ? throw new InvalidDataException(text) : text;
        });
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
    public async Task GetAllInstances_ByTimeOfCreation_IsInclusiveAtBothEnds()
    {
        var created = new List<DateTimeOffset>();
        for (int i = 0; i < 3; i++)
        {
            created.Add((await RunAsync("Quick", "x", new StartOrchestrationOptions($"at-{i}"))).CreatedAt);
            Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(["at-0", "at-1"], await IdsAsync(new OrchestrationQuery(CreatedTo: created[1])));
        Assert.Equal(["at-1", "at-2"], await IdsAsync(new OrchestrationQuery(CreatedFrom: created[1])));
        Assert.Equal(["at-1"], await IdsAsync(new OrchestrationQuery(CreatedFrom: created[1], CreatedTo: created[1])));
        Assert.Empty(await IdsAsync(new OrchestrationQuery(TaskHubNames: ["another"])));
        Assert.Equal(3, (await IdsAsync(new OrchestrationQuery(TaskHubNames: ["tests"]))).Count);
    }

    [Fact]
    public async Task GetAllInstances_FromAToken_GoesOnThere()
    {
        for (int i = 0; i < 5; i++) await RunAsync("Quick", "x", new StartOrchestrationOptions($"t-{i}"));
        Page<OrchestrationMetadata>? first = null;
        await foreach (Page<OrchestrationMetadata> page in Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 2)).AsPages())
        {
            first = page;
            break;
        }

        Assert.Equal(2, first!.Values.Count);
        Assert.Equal(["t-2", "t-3", "t-4"], await IdsAsync(new OrchestrationQuery(PageSize: 2, ContinuationToken: first.ContinuationToken)));
        Page<OrchestrationMetadata>? sized = null;
        await foreach (Page<OrchestrationMetadata> page in Client.GetAllInstancesAsync().AsPages(first.ContinuationToken, pageSizeHint: 1))
        {
            sized = page;
            break;
        }

        Assert.Equal("t-2", Assert.Single(sized!.Values).InstanceId);
    }

    [Fact]
    public async Task GetAllInstances_WithoutPayloads_ReadsNone()
    {
        await RunAsync("Quick", "secret", new StartOrchestrationOptions("bare"));
        await foreach (OrchestrationMetadata metadata in Client.GetAllInstancesAsync())
        {
            Assert.Null(metadata.SerializedInput);
            Assert.Null(metadata.SerializedOutput);
            Assert.Throws<InvalidOperationException>(() => metadata.ReadOutputAs<string>());
        }
    }

    [Fact]
    public async Task ListInstanceIds_ByEnd_LeavesOutWhatRuns()
    {
        await StartAsync("Wait", options: new StartOrchestrationOptions("runs"));
        await RunAsync("Quick", "throw", new StartOrchestrationOptions("failed"));
        Time.Advance(TimeSpan.FromHours(1));
        DateTimeOffset between = Time.GetUtcNow();
        Time.Advance(TimeSpan.FromHours(1));
        await RunAsync("Quick", "x", new StartOrchestrationOptions("done"));
        Assert.Equal(["done", "failed"], (await Client.ListInstanceIdsAsync()).Values);
        Assert.Equal(["done"], (await Client.ListInstanceIdsAsync(completedTimeFrom: between)).Values);
        Assert.Equal(["failed"], (await Client.ListInstanceIdsAsync(completedTimeTo: between)).Values);
        Assert.Equal(["failed"], (await Client.ListInstanceIdsAsync([OrchestrationRuntimeStatus.Failed])).Values);
        Assert.Null((await Client.ListInstanceIdsAsync()).ContinuationToken);
    }

    async Task<List<string>> IdsAsync(OrchestrationQuery query)
    {
        var ids = new List<string>();
        await foreach (OrchestrationMetadata metadata in Client.GetAllInstancesAsync(query)) ids.Add(metadata.InstanceId);
        return ids;
    }
}

public sealed class InMemoryQueryTests : QueryTests
{
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new InMemoryHome());
}

public sealed class PostgresQueryTests : QueryTests
{
    internal override async Task<StoreHome> CreateHomeAsync() => await PostgresHome.CreateAsync();
}
