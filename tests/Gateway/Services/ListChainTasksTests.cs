using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using Task = System.Threading.Tasks.Task;
using TaskStatus = Orchestrator.Protos.V1.TaskStatus;

namespace Orchestrator.Gateway.Tests.Services;

/// <summary>Lists by where tasks come from: a chain, a template, a map.</summary>
public sealed class ListChainTasksTests(GatewayHost gateway) : IClassFixture<GatewayHost>, IAsyncLifetime
{
    readonly string _namespace = Requests.NewNamespace();
    Guid _namespaceId;

    public async Task InitializeAsync() => _namespaceId = await gateway.NamespaceIdAsync(_namespace);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task ListTasks_ByChain_HasItsTasksAndItsItemsAlone()
    {
        Guid a = await gateway.AddNodeAsync(_namespaceId, "a");
        Guid b = await gateway.AddNodeAsync(_namespaceId, "b", a);
        await AddItemsAsync(b, 3);
        await AddItemsAsync(await gateway.AddNodeAsync(_namespaceId, "other"), 2);

        var chain = new ListTasksRequest { ChainId = $"{await gateway.ChainOfAsync(a)}" };
        IReadOnlyList<Protos.V1.Task> tasks = await ListAllAsync(chain, pageSize: 2);

        Assert.Equal(5, tasks.Count);
        Assert.Equal(5, tasks.Select(t => t.Id).Distinct().Count());
        Assert.Equal([$"{b}"], tasks.Where(t => t.MapTaskId.Length > 0).Select(t => t.MapTaskId).Distinct());
        Protos.V1.Task node = tasks.Single(t => t.NodeKey == "b");
        Assert.Equal((chain.ChainId, $"{a}", false), (node.ChainId, node.ParentTaskId, node.HasMapIndex));
        chain.Statuses.Add(TaskStatus.Failed);
        Assert.Empty(await ListAllAsync(chain, pageSize: 2));
    }

    [Fact]
    public async Task ListTasks_ByMap_IsInTheOrderOfItsItems()
    {
        Guid map = await gateway.AddNodeAsync(_namespaceId, "each");
        await AddItemsAsync(map, 25);

        IReadOnlyList<Protos.V1.Task> items = await ListAllAsync(new ListTasksRequest { MapTaskId = $"{map}" }, pageSize: 7);

        Assert.Equal(Enumerable.Range(0, 25), items.Select(t => t.MapIndex));
    }

    [Fact]
    public async Task ListTasks_ByTemplate_IsByNameOrByVersion()
    {
        Guid one = await AddChainOfAsync("sums", "1.0.0");
        Guid two = await AddChainOfAsync("sums", "1.1.0");
        await AddChainOfAsync("others", "1.0.0");

        Assert.Equal(
            new HashSet<string> { $"{one}", $"{two}" },
            (await ListAllAsync(new ListTasksRequest { Template = "sums" }, 1)).Select(t => t.ChainId).ToHashSet());
        Protos.V1.Task task = Assert.Single(await ListAllAsync(new ListTasksRequest { Template = "sums@1.1.0" }, 5));
        Assert.Equal(($"{two}", $"{_namespace}/sums@1.1.0"), (task.ChainId, task.Template));
        Assert.Equal(task.Template, (await gateway.Tasks.GetTaskAsync(new GetTaskRequest { Namespace = _namespace, TaskId = task.Id })).Task.Template);
        Assert.Empty(await ListAllAsync(new ListTasksRequest { Template = "sums@2.0.0" }, 5));
    }

    [Fact]
    public async Task ListTasks_TokenOfAnotherOrigin_NamesThePageToken()
    {
        Guid map = await gateway.AddNodeAsync(_namespaceId, "each");
        await AddItemsAsync(map, 3);
        string token = (await gateway.Tasks.ListTasksAsync(
            new ListTasksRequest { Namespace = _namespace, MapTaskId = $"{map}", PageSize = 1 })).NextPageToken;
        ListTasksRequest[] others =
        [
            new() { PageToken = token },
            new() { MapTaskId = $"{Guid.NewGuid()}", PageToken = token },
            new() { MapTaskId = $"{map}", ChainId = $"{Guid.NewGuid()}", PageToken = token },
            new() { MapTaskId = $"{map}", Template = "a", PageToken = token },
        ];
        foreach (ListTasksRequest other in others)
        {
            other.Namespace = _namespace;
            Assert.Equal(["page_token"], (await CallError.OfAsync(async () => await gateway.Tasks.ListTasksAsync(other))).Fields);
        }
    }

    [Fact]
    public async Task ListTasks_WrongOrigin_NamesTheField()
    {
        (ListTasksRequest Request, string Field)[] wrong =
        [
            (new() { ChainId = "c" }, "chain_id"),
            (new() { MapTaskId = "m" }, "map_task_id"),
            (new() { Template = "@1.0.0" }, "template"),
            (new() { Template = "a@b@c" }, "template"),
        ];
        foreach ((ListTasksRequest request, string field) in wrong)
        {
            Assert.Equal([field], (await CallError.OfAsync(async () => await gateway.Tasks.ListTasksAsync(request))).Fields);
        }
    }

    async Task AddItemsAsync(Guid map, int count)
    {
        await gateway.QueryAsync<Guid>("UPDATE orchestrator.tasks SET node_kind = 'map' WHERE id = $1 RETURNING id", map);
        await gateway.QueryAsync<int>(
            "SELECT orchestrator.insert_map_items($1, 0, ARRAY(SELECT to_jsonb(i) FROM generate_series(1, $2) AS i))", map, count);
    }

    async Task<Guid> AddChainOfAsync(string template, string version)
    {
        Guid templateId = await gateway.QueryAsync<Guid>(
            """
            INSERT INTO orchestrator.chain_templates (id, namespace_id, name, version, definition, definition_hash)
            VALUES (gen_random_uuid(), $1, $2, $3, '{}', repeat('0', 64)) RETURNING id
            """,
            _namespaceId,
            template,
            version);
        Guid chainId = await gateway.QueryAsync<Guid>(
            "INSERT INTO orchestrator.task_chains (chain_name, namespace_id, template_id) VALUES ('c', $1, $2) RETURNING id", _namespaceId, templateId);
        await gateway.QueryAsync<Guid>(
            """
            INSERT INTO orchestrator.tasks (id, name, task_name, namespace_id, chain_id, node_key, template_id, triggered_by)
            VALUES (gen_random_uuid(), 'n', 'debug.echo', $1, $2, 'n', $3, 'api:test') RETURNING id
            """,
            _namespaceId,
            chainId,
            templateId);
        return chainId;
    }

    async Task<IReadOnlyList<Protos.V1.Task>> ListAllAsync(ListTasksRequest request, int pageSize)
    {
        var tasks = new List<Protos.V1.Task>();
        request = request.Clone();
        (request.Namespace, request.PageSize) = (_namespace, pageSize);
        do
        {
            ListTasksResponse page = await gateway.Tasks.ListTasksAsync(request);
            Assert.InRange(page.Tasks.Count, 0, pageSize);
            tasks.AddRange(page.Tasks);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return tasks;
    }
}
