using Grpc.Core;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using Task = System.Threading.Tasks.Task;

namespace Orchestrator.Gateway.Tests.Services;

public sealed class TaskLineageTests(GatewayHost gateway) : IClassFixture<GatewayHost>, IAsyncLifetime
{
    readonly string _namespace = Requests.NewNamespace();
    readonly Dictionary<string, Guid> _ids = [];

    // a -> b -> d -> e -> f, a -> c -> d, a -> e: the middle is d.
    public async Task InitializeAsync()
    {
        Guid home = await gateway.NamespaceIdAsync(_namespace);
        foreach ((string key, string parents) in (IEnumerable<(string, string)>)[("a", ""), ("b", "a"), ("c", "a"), ("d", "bc"), ("e", "da"), ("f", "e")])
        {
            _ids[key] = await gateway.AddNodeAsync(home, key, [.. parents.Select(p => _ids[$"{p}"])]);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task GetTaskLineage_FollowsEdgesBothWaysNearestFirst()
    {
        GetTaskLineageResponse lineage = await AskAsync("d", depth: 0);

        Assert.Equal([("b", 1, "d"), ("c", 1, "d"), ("a", 2, "bc")], Describe(lineage.Ancestors));
        Assert.Equal([("e", 1, "d"), ("f", 2, "e")], Describe(lineage.Descendants));
    }

    [Fact]
    public async Task GetTaskLineage_OfAnEnd_HasTheShortestWays()
    {
        GetTaskLineageResponse lineage = await AskAsync("f", depth: 0);

        Assert.Equal([("e", 1, "f"), ("a", 2, "e"), ("d", 2, "e"), ("b", 3, "d"), ("c", 3, "d")], Describe(lineage.Ancestors));
        Assert.Empty(lineage.Descendants);
    }

    [Fact]
    public async Task GetTaskLineage_WithADepth_StopsThere()
    {
        GetTaskLineageResponse lineage = await AskAsync("d", depth: 1);
        Assert.Equal([("b", 1, "d"), ("c", 1, "d"), ("e", 1, "d")], Describe(lineage.Ancestors.Concat(lineage.Descendants)));
    }

    [Fact]
    public async Task GetTaskLineage_OfATaskAlone_IsEmptyAndOfAStrangeOneNotFound()
    {
        string alone = (await gateway.Tasks.CreateTaskAsync(Requests.Echo())).Task.Id;
        GetTaskLineageResponse lineage = await gateway.Tasks.GetTaskLineageAsync(new GetTaskLineageRequest { TaskId = alone });
        Assert.Empty(lineage.Ancestors.Concat(lineage.Descendants));

        CallError error = await CallError.OfAsync(
            async () => await gateway.Tasks.GetTaskLineageAsync(new GetTaskLineageRequest { TaskId = $"{_ids["a"]}" }));
        Assert.Equal(StatusCode.NotFound, error.Code);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1001)]
    public async Task GetTaskLineage_DepthOutOfRange_NamesTheField(int depth)
    {
        CallError error = await CallError.OfAsync(() => AskAsync("a", depth));
        Assert.Equal(["depth_max"], error.Fields);
    }

    // Those of one distance have no order that a test could know.
    IEnumerable<(string Key, int Distance, string Through)> Describe(IEnumerable<LineageEntry> entries)
    {
        Assert.Equal(entries.Select(e => e.Distance).Order(), entries.Select(e => e.Distance));
        return
        [
            .. from entry in entries
               let through = entry.ThroughTaskIds.Select(id => _ids.Single(known => $"{known.Value}" == id).Key)
               orderby entry.Distance, entry.Task.NodeKey
               select (entry.Task.NodeKey, entry.Distance, string.Concat(through.Order(StringComparer.Ordinal))),
        ];
    }

    async Task<GetTaskLineageResponse> AskAsync(string key, int depth) => await gateway.Tasks.GetTaskLineageAsync(
        new GetTaskLineageRequest { Namespace = _namespace, TaskId = $"{_ids[key]}", DepthMax = depth });
}
