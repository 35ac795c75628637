using Grpc.Core;
using Orchestrator.Core.Tasks;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using static Orchestrator.Core.Tasks.TaskRecordStatus;
using Task = System.Threading.Tasks.Task;
using WaitReason = Orchestrator.Protos.V1.WaitReason;

namespace Orchestrator.Gateway.Tests.Services;

public sealed class ExplainTaskTests(GatewayHost gateway) : IClassFixture<GatewayHost>, IAsyncLifetime
{
    readonly string _namespace = Requests.NewNamespace();
    Guid _namespaceId;

    public async Task InitializeAsync() => _namespaceId = await gateway.NamespaceIdAsync(_namespace);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task ExplainTask_BehindAParent_NamesItAndThenTheChainsRun()
    {
        Guid parent = await gateway.AddNodeAsync(_namespaceId, "fetch");
        Guid child = await gateway.AddNodeAsync(_namespaceId, "sum", parent);

        ExplainTaskResponse waiting = await ExplainAsync(child);
        Assert.Equal((WaitReason.Dependency, "parent"), (waiting.WaitReason, waiting.Turn));
        Protos.V1.TaskReference awaited = Assert.Single(waiting.WaitsFor);
        Assert.Equal(($"{parent}", "fetch"), (awaited.TaskId, awaited.NodeKey));

        await MoveAsync(parent, Queued, Running, Completed);
        ExplainTaskResponse ready = await ExplainAsync(child);
        Assert.Equal((WaitReason.Worker, "worker"), (ready.WaitReason, ready.Turn));
        Assert.Empty(ready.WaitsFor);
    }

    [Fact]
    public async Task ExplainTask_BlockedByAFailure_OffersItsRetry()
    {
        Guid parent = await gateway.AddNodeAsync(_namespaceId, "fetch");
        Guid running = await gateway.AddNodeAsync(_namespaceId, "slow", parent);
        Guid child = await gateway.AddNodeAsync(_namespaceId, "sum", parent, running);
        await gateway.QueryAsync<Guid>("UPDATE orchestrator.tasks SET retryable = false WHERE id = $1 RETURNING id", parent);
        await MoveAsync(parent, Queued, Running, Failed);

        ExplainTaskResponse blocked = await ExplainAsync(child);

        Assert.Equal("operator", blocked.Turn);
        Assert.Equal([$"{parent}"], blocked.WaitsFor.Select(t => t.TaskId));
        Assert.Equal([$"orchestrator task retry {parent} --namespace {_namespace}"], blocked.NextSteps);
    }

    [Fact]
    public async Task ExplainTask_InAFullChain_WaitsForThoseThatRun()
    {
        Guid root = await gateway.AddNodeAsync(_namespaceId, "root");
        Guid one = await gateway.AddNodeAsync(_namespaceId, "one", root);
        Guid two = await gateway.AddNodeAsync(_namespaceId, "two", root);
        await gateway.QueryAsync<Guid>(
            "UPDATE orchestrator.task_chains SET max_parallel = 1 WHERE id = $1 RETURNING id", await gateway.ChainOfAsync(root));
        await MoveAsync(root, Queued, Running, Completed);
        await MoveAsync(one, Queued);

        ExplainTaskResponse full = await ExplainAsync(two);

        Assert.Equal((WaitReason.Concurrency, "worker"), (full.WaitReason, full.Turn));
        Assert.Equal(["one"], full.WaitsFor.Select(t => t.NodeKey));
    }

    [Fact]
    public async Task ExplainTask_AnItemOfAMap_WaitsForRoomAndItsMapCountsTheItems()
    {
        Guid map = await gateway.AddNodeAsync(_namespaceId, "each");
        await MoveAsync(map, Queued, Running);
        await gateway.QueryAsync<int>("SELECT orchestrator.insert_map_items($1, 0, ARRAY['1'::jsonb, '2'])", map);
        Guid item = await gateway.QueryAsync<Guid>("SELECT id FROM orchestrator.tasks WHERE map_task_id = $1 AND map_index = 1", map);

        ExplainTaskResponse waiting = await ExplainAsync(item);
        Assert.Equal((WaitReason.Concurrency, $"{map}"), (waiting.WaitReason, waiting.WaitsFor.Single().TaskId));

        await MoveAsync(item, Queued, Running, Failed);
        Assert.Equal("1 of its 2 items have ended, 1 of them failed.", (await ExplainAsync(map)).Summary);
    }

    [Fact]
    public async Task ExplainTask_WhileTheModelIsAsked_IsTheProvidersTurn()
    {
        Guid id = await gateway.AddNodeAsync(_namespaceId, "ask");
        await MoveAsync(id, Queued, Running);
        await gateway.QueryAsync<int>(
            "INSERT INTO orchestrator.task_executions (task_id, attempt_number, status, worker_id) VALUES ($1, 1, 'running', 'w') RETURNING 1", id);
        Assert.Equal("It runs at attempt 1 on worker w.", (await ExplainAsync(id)).Summary);

        await gateway.QueryAsync<int>(
            """
            INSERT INTO orchestrator.llm_calls (task_id, attempt, call_no, request_hash, provider, model, lease_until)
            VALUES ($1, 1, 1, repeat('0', 64), 'p', 'm', now() + interval '1 minute') RETURNING 1
            """,
            id);
        Assert.Equal("model_provider", (await ExplainAsync(id)).Turn);
    }

    [Fact]
    public async Task ExplainTask_Cancelled_SaysByWhomAndWhy()
    {
        Guid id = await gateway.AddNodeAsync(_namespaceId, "a");
        await gateway.Tasks.CancelTaskAsync(new CancelTaskRequest { Namespace = _namespace, TaskId = $"{id}", Reason = "not needed" });

        ExplainTaskResponse ended = await ExplainAsync(id);

        Assert.Equal(("It was cancelled by api:anonymous: not needed.", "nobody"), (ended.Summary, ended.Turn));
        Assert.Equal((WaitReason.Unspecified, null), (ended.WaitReason, ended.Until));
    }

    [Fact]
    public async Task ExplainTask_OfAnotherNamespace_IsNotFound()
    {
        Guid id = await gateway.AddNodeAsync(_namespaceId, "a");
        CallError error = await CallError.OfAsync(
            async () => await gateway.Tasks.ExplainTaskAsync(new ExplainTaskRequest { TaskId = $"{id}" }));
        Assert.Equal((StatusCode.NotFound, "TASK_NOT_FOUND"), (error.Code, error.Info.Type));
    }

    async Task<ExplainTaskResponse> ExplainAsync(Guid id) =>
        await gateway.Tasks.ExplainTaskAsync(new ExplainTaskRequest { Namespace = _namespace, TaskId = $"{id}" });

    async Task MoveAsync(Guid id, params TaskRecordStatus[] steps)
    {
        TaskRecordStatus from = Pending;
        foreach (TaskRecordStatus to in steps)
        {
            Assert.True(await gateway.Transitions.TryMoveAsync(id, run: null, [from], to, "system", metadata: null, CancellationToken.None));
            from = to;
        }
    }
}
