using Google.Protobuf.WellKnownTypes;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using Task = System.Threading.Tasks.Task;
using TaskStatus = Orchestrator.Protos.V1.TaskStatus;

namespace Orchestrator.Gateway.Tests.Services;

public sealed class ListTasksTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    readonly string _namespace = Requests.NewNamespace();

    [Fact]
    public async Task ListTasks_ByPages_GivesEachTaskOnceNewestFirst()
    {
        string[] created = await CreateAsync([.. Enumerable.Range(0, 23).Select(i => Requests.Echo($"task {i}"))]);
        var listed = new List<string>();
        string token = "";
        do
        {
            ListTasksResponse page = await ListAsync(r => (r.PageSize, r.PageToken) = (5, token));
            Assert.InRange(page.Tasks.Count, 1, 5);
            listed.AddRange(page.Tasks.Select(t => t.Id));

            // A task made meanwhile is newer than every page to come.
            await CreateAsync(Requests.Echo("late"));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        Assert.Equal(created.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
        ListTasksResponse all = await ListAsync(r => r.PageSize = 200);
        Assert.Equal(all.Tasks.OrderByDescending(t => t.CreatedAt.ToDateTimeOffset()).Select(t => t.Id), all.Tasks.Select(t => t.Id));
        Assert.Equal(28, all.Tasks.Count);
        Assert.Equal("", all.NextPageToken);
    }

    [Fact]
    public async Task ListTasks_TokenOfOtherFilters_NamesThePageToken()
    {
        await CreateAsync(Requests.Echo(), Requests.Echo());
        ListTasksResponse page = await ListAsync(r => r.PageSize = 1);
        Action<ListTasksRequest>[] others =
        [
            r => r.Namespace = "elsewhere",
            r => r.Handler = "sum",
            r => r.Statuses.Add(TaskStatus.Failed),
            r => r.Tags["a"] = "b",
            r => r.SearchText = "xyz",
            r => r.CorrelationId = "c",
            r => r.CreatedAfter = new Timestamp { Seconds = 1 },
            r => r.PageToken = page.NextPageToken[..^1],
        ];
        foreach (Action<ListTasksRequest> other in others)
        {
            CallError error = await CallError.OfAsync(() => ListAsync(r =>
            {
                r.PageToken = page.NextPageToken;
                other(r);
            }));
            Assert.Equal(["page_token"], error.Fields);
        }

        // The page's size is not part of the list.
        Assert.Single((await ListAsync(r => (r.PageSize, r.PageToken) = (7, page.NextPageToken))).Tasks);
    }

    [Fact]
    public async Task ListTasks_Filters_NarrowTogether()
    {
        CreateTaskRequest tagged = Requests.Echo("tagged");
        tagged.Tags.Add(new Dictionary<string, string> { ["team"] = "a", ["env"] = "test" });
        tagged.CorrelationId = "trace-9";
        CreateTaskRequest sum = new() { Name = "sum", Work = new TaskWork { Sum = new SumWork { Values = { 1, 2 } } }, Tags = { ["team"] = "a" } };
        string[] ids = await CreateAsync(tagged, sum, Requests.Echo("plain"));

        await AssertFindsAsync(r => r.Handler = "sum", ids[1]);
        await AssertFindsAsync(r => r.Tags["team"] = "a", ids[1], ids[0]);
        await AssertFindsAsync(r => r.Tags.Add(new Dictionary<string, string> { ["team"] = "a", ["env"] = "test" }), ids[0]);
        await AssertFindsAsync(r => r.CorrelationId = "trace-9", ids[0]);
        await AssertFindsAsync(r => r.Statuses.Add(TaskStatus.Queued), ids[2], ids[1], ids[0]);
        await AssertFindsAsync(r => r.Statuses.Add(TaskStatus.Failed));
        Timestamp middle = (await ListAsync(r => r.Handler = "sum")).Tasks[0].CreatedAt;
        await AssertFindsAsync(r => r.CreatedAfter = middle, ids[2]);
        await AssertFindsAsync(r => r.CreatedBefore = middle, ids[0]);
        await AssertFindsAsync(r => (r.Handler, r.CorrelationId) = ("sum", "trace-9"));
    }

    [Theory]
    [InlineData("%", "groups of three characters")]
    [InlineData("ab", "groups of three characters")]
    [InlineData("---", "letters or digits")]
    [InlineData("a--", "letters or digits")]
    public async Task ListTasks_SearchThatNoIndexKnows_IsRefusedAndSaysWhy(string text, string why)
    {
        CallError error = await CallError.OfAsync(() => ListAsync(r => r.SearchText = text));
        Assert.Equal(["search_text"], error.Fields);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NEEDLE in", true)]
    [InlineData("50% of_all", true)]
    [InlineData("50_", false)]
    [InlineData("50%", true)]
    [InlineData("back\\slash", true)]
    [InlineData(": 5", true)]
    [InlineData("haystack%", false)]
    public async Task ListTasks_Search_IsLiteralAndCaseless(string text, bool found)
    {
        string[] ids = await CreateAsync(Requests.Llm("a needle in the haystack: 50% of_all back\\slash"));
        await AssertFindsAsync(r => r.SearchText = text, found ? ids : []);
    }

    [Fact]
    public async Task ListTasks_Rows_LeaveLargeFieldsOut()
    {
        await CreateAsync(Requests.Llm("a long prompt"));
        Protos.V1.Task task = Assert.Single((await ListAsync(_ => { })).Tasks);
        Assert.Equal(("", null, "llm"), (task.Prompt, task.Parameters, task.Name));
        Assert.Equal("a long prompt", (await gateway.Tasks.GetTaskAsync(new GetTaskRequest { Namespace = _namespace, TaskId = task.Id })).Task.Prompt);
    }

    [Fact]
    public async Task ListTasks_NamespaceThatNobodyUsed_IsEmptyAndNotMade()
    {
        Assert.Empty((await ListAsync(_ => { })).Tasks);
        Assert.Equal(0, await gateway.QueryAsync<long>("SELECT count(*) FROM orchestrator.namespaces WHERE name = $1", _namespace));
    }

    async Task AssertFindsAsync(Action<ListTasksRequest> filter, params string[] ids) =>
        Assert.Equal(ids, (await ListAsync(filter)).Tasks.Select(t => t.Id));

    async Task<ListTasksResponse> ListAsync(Action<ListTasksRequest> filter)
    {
        var request = new ListTasksRequest { Namespace = _namespace };
        filter(request);
        return await gateway.Tasks.ListTasksAsync(request);
    }

    async Task<string[]> CreateAsync(params CreateTaskRequest[] requests)
    {
        var ids = new List<string>();
        foreach (CreateTaskRequest request in requests)
        {
            request.Namespace = _namespace;
            ids.Add((await gateway.Tasks.CreateTaskAsync(request)).Task.Id);
        }

        return [.. ids];
    }
}
