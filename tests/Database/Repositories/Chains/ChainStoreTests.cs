using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Storage;
using Orchestrator.Core.Tasks;
using Orchestrator.Database.Tests.Chains;
using Orchestrator.Tests.Support.Database;

namespace Orchestrator.Database.Tests.Repositories.Chains;

public sealed class ChainStoreTests(MigratedDatabase database) : IClassFixture<MigratedDatabase>
{
    readonly IChainStore _store = database.Services.GetRequiredService<IChainStore>();

    [Fact]
    public async Task CreateAsync_ThenFindAsync_GivesTheChainBack()
    {
        NewChain made = Chain(4, [(0, 1), (0, 2), (1, 3), (2, 3)]);

        CreatedChain created = await _store.CreateAsync(made, "api:test", CancellationToken.None);
        StoredChain found = (await _store.FindAsync(created.ChainId, CancellationToken.None))!;

        Assert.False(created.AlreadyExisted);
        Assert.Equal((made.Name, TaskRecordStatus.Pending, made.Tasks[0].Id, 3, true), (found.Name, found.Status, found.RootTaskId, found.MaxParallel, found.ContinueOnFailure));
        Assert.Equal(["n2"], found.Bypass);
        Assert.Equal("""{"topic": "sums"}""", found.Context);
        Assert.Equal(
            made.Tasks.Select((t, i) => (t.Id, (string?)t.NodeKey, ReferenceChain.Levels(4, [(0, 1), (0, 2), (1, 3), (2, 3)])[i], true)),
            found.Nodes.OrderBy(n => n.Key, StringComparer.Ordinal).Select(n => (n.TaskId, n.Key, n.Position, n.Skippable)));
        Assert.Equal(
            made.Edges.Select(e => (e.ParentTaskId, e.ChildTaskId, e.Condition, e.Expression)),
            found.Edges.Select(e => (e.ParentTaskId, e.ChildTaskId, e.Condition, e.Expression)));
        Assert.Equal([true, true, true, false], found.Edges.Select(e => e.IsPrimary));
        Assert.Equal("""{"x": "/text"}""", found.Edges[0].OutputMapping);
    }

    [Fact]
    public async Task CreateAsync_OfAThousandTasks_StoresThemAll()
    {
        CreatedChain created = await _store.CreateAsync(
            Chain(1000, [.. from i in Enumerable.Range(1, 999) from parent in (int[])[i - 1, i - 2] where parent >= 0 select (parent, i)]),
            "api:test", CancellationToken.None);

        StoredChain found = (await _store.FindAsync(created.ChainId, CancellationToken.None))!;
        IReadOnlyList<StoredReadiness> readiness = await _store.ReadReadinessAsync(created.ChainId, CancellationToken.None);

        Assert.Equal((1000, 1997, 999), (found.Nodes.Count, found.Edges.Count, found.Nodes.Max(n => n.Position)));
        Assert.Equal(found.RootTaskId, Assert.Single(readiness, r => r.IsReady).TaskId);
        Assert.Equal(["chain.created"], await database.DataSource.ChainEventsAsync(created.ChainId));
    }

    [Fact]
    public async Task CreateAsync_OfACycle_StoresNothingAndNamesATask()
    {
        NewChain made = Chain(3, [(0, 1), (1, 2), (2, 1)]);

        ChainEdgesRefusedException error =
            await Assert.ThrowsAsync<ChainEdgesRefusedException>(() => _store.CreateAsync(made, "api:test", CancellationToken.None));

        Assert.Contains("would wait for itself", error.Message);
        Assert.Null(await _store.FindAsync(made.Id, CancellationToken.None));
    }

    [Fact]
    public async Task CreateAsync_OfOneIdentityByMany_MakesOneChain()
    {
        NewChain[] wanted = [.. Enumerable.Range(0, 6).Select(_ => Chain(2, [(0, 1)]) with { IdentityHash = "the same" })];

        CreatedChain[] created = await Task.WhenAll(wanted.Select(c => _store.CreateAsync(c, "api:test", CancellationToken.None)));

        Assert.Single(created, c => !c.AlreadyExisted);
        Assert.Single(created.Select(c => c.ChainId).Distinct());
    }

    [Fact]
    public async Task CreateAsync_OfOneKeyByMany_MakesOneChainAndTellsOfAnotherRequest()
    {
        NewChain made = Chain(2, [(0, 1)]) with { IdempotencyKey = "monthly report", RequestHash = "a" };
        NewChain[] wanted = [.. Enumerable.Range(0, 6).Select(_ => made with { Id = Guid.CreateVersion7(), Tasks = Chain(2, []).Tasks, Edges = [] })];

        CreatedChain[] created = await Task.WhenAll(wanted.Select(c => _store.CreateAsync(c, "api:test", CancellationToken.None)));
        CreatedChain other = await _store.CreateAsync(wanted[0] with { Id = Guid.CreateVersion7(), RequestHash = "b" }, "api:test", CancellationToken.None);

        Assert.Single(created, c => !c.AlreadyExisted);
        Assert.All(created, c => Assert.False(c.IsOfOtherRequest));
        Assert.Equal(new CreatedChain(created[0].ChainId, AlreadyExisted: true, IsOfOtherRequest: true), other);
    }

    [Fact]
    public async Task CreateAsync_OfNodesOfEveryKind_KeepsTheirOptions()
    {
        NewChain plain = Chain(4, [(0, 1)]);
        NewChain made = plain with
        {
            Initiator = "somebody",
            SourceSystem = "crm",
            Tasks = [.. plain.Tasks.Zip(Enum.GetValues<NodeKind>(), (task, kind) => task with { Kind = kind, Options = new JsonObject { ["of"] = ChainWords.Of(kind) } })],
        };

        CreatedChain created = await _store.CreateAsync(made, "api:test", CancellationToken.None);
        NewChain part = Chain(1, []) with { ParentTaskId = made.Tasks[3].Id };
        await _store.CreateAsync(part, "system", CancellationToken.None);

        Assert.Equal(
            ["work work somebody crm", "map map somebody crm", "approval approval somebody crm", "sub_chain sub_chain somebody crm"],
            await database.DataSource.ListAsync<string>(
                "SELECT concat_ws(' ', node_kind, node_options ->> 'of', initiator, source_system) FROM orchestrator.tasks WHERE chain_id = $1 ORDER BY node_key",
                created.ChainId));
        Assert.Equal(made.Tasks[3].Id, await database.DataSource.ReadAsync<Guid>("SELECT parent_task_id FROM orchestrator.task_chains WHERE id = $1", part.Id));
    }

    [Fact]
    public async Task FindAsync_OfAnUnknownChain_GivesNull()
    {
        Assert.Null(await _store.FindAsync(Guid.NewGuid(), CancellationToken.None));
        Assert.Empty(await _store.ReadReadinessAsync(Guid.NewGuid(), CancellationToken.None));
    }

    static NewChain Chain(int tasks, (int Parent, int Child)[] edges)
    {
        Guid[] ids = [.. Enumerable.Range(0, tasks).Select(_ => Guid.CreateVersion7())];
        return new NewChain(
            Guid.CreateVersion7(), "default", "sums", Description: null, TemplateId: null, new JsonObject { ["topic"] = "sums" }, MaxParallel: 3,
            ContinueOnFailure: true, ["n2"], IdentityHash: null, CorrelationId: "c-1",
            [.. ids.Select((id, i) => new NewChainTask(id, $"n{i}", $"task {i}", "sum", Prompt: null, [], ExecutionPriority.High, 2, Retryable: true, Skippable: true))],
            [
                .. edges.Select((e, i) => new NewChainEdge(
                    ids[e.Parent], ids[e.Child], new JsonObject { ["x"] = "/text" },
                    i == 1 ? EdgeCondition.Expression : EdgeCondition.OnSuccess, i == 1 ? "$.ok" : null)),
            ]);
    }
}
