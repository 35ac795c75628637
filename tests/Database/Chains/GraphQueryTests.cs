using Npgsql;
using Orchestrator.Database.Tests.Tasks;
using Orchestrator.Tests.Support.Database;
using static Orchestrator.Core.Tasks.TaskRecordStatus;

namespace Orchestrator.Database.Tests.Chains;

public sealed class GraphQueryTests(MigratedDatabase database) : IClassFixture<MigratedDatabase>
{
    readonly NpgsqlDataSource _sql = database.DataSource;

    [Fact]
    public async Task GetChainLineage_GoesBothWays_NoFurtherThanAsked()
    {
        (Guid _, Guid[] n) = await DiamondAsync();

        Assert.Equal(
            ["n3 self 0", "n1 ancestor 1", "n2 ancestor 1", "n4 descendant 1", "n0 ancestor 2"],
            await LineageAsync(n[3], 10));
        Assert.Equal(["n4 self 0", "n3 ancestor 1"], await LineageAsync(n[4], 1));
    }

    [Fact]
    public async Task ChainDag_ListsNeighboursAndDepth()
    {
        (Guid chain, Guid[] n) = await DiamondAsync();

        Assert.Equal(
            ["n0 0 2 t f 0", "n1 1 1 f f 1", "n2 1 1 f f 1", "n3 2 1 f f 2", "n4 1 0 f t 3"],
            await _sql.ListAsync<string>(
                """
                SELECT concat_ws(' ', node_key, cardinality(parents), cardinality(children), is_root, is_leaf, depth)
                FROM orchestrator.chain_dag WHERE chain_id = $1 ORDER BY node_key
                """,
                chain));
        Assert.Equal(n[1..3], await _sql.ReadAsync<Guid[]>("SELECT parents FROM orchestrator.chain_dag WHERE task_id = $1", n[3]));
    }

    [Fact]
    public async Task TaskChainHierarchy_FollowsThePrimaryEdges()
    {
        (Guid chain, Guid[] _) = await DiamondAsync();

        Assert.Equal(
            ["n0 0", "n1 1", "n2 1", "n3 2", "n4 3"],
            await _sql.ListAsync<string>("SELECT concat_ws(' ', node_key, level) FROM orchestrator.task_chain_hierarchy WHERE chain_id = $1 ORDER BY node_key", chain));
    }

    [Fact]
    public async Task TaskChainHierarchy_OfAMirrorThatGoesRound_Stops()
    {
        await using MigratedDatabase own = await MigratedDatabase.CreateAsync();
        Guid chain = await own.DataSource.InsertChainAsync();
        Guid[] n = await own.DataSource.InsertNodesAsync(chain, 3);
        await own.DataSource.LinkAsync(n, [(0, 1), (1, 2)]);
        await own.DataSource.ExecuteAsync("ALTER TABLE orchestrator.tasks DISABLE TRIGGER USER");
        await own.DataSource.ExecuteAsync("UPDATE orchestrator.tasks SET parent_task_id = $2 WHERE id = $1", n[0], n[2]);

        Assert.Empty(await own.DataSource.ListAsync<int>("SELECT level FROM orchestrator.task_chain_hierarchy"));  // no root is left
        Assert.Contains(
            "parent_task_id is not the primary edge's parent",
            await own.DataSource.ListAsync<string>("SELECT violation FROM orchestrator.chain_sync_violations"));
    }

    [Fact]
    public async Task BackgroundTasks_ListsTasksAndChains()
    {
        (Guid chain, Guid[] n) = await DiamondAsync();

        Assert.Equal(
            [("chain", chain), ("task", n[0])],
            await _sql.ListAsync(
                "SELECT kind, id FROM orchestrator.background_tasks WHERE id = ANY ($1) ORDER BY kind", r => (r.GetString(0), r.GetGuid(1)),
                (object)new[] { chain, n[0] }));
        Assert.Equal("default a chain n0 0", await _sql.ReadAsync<string>(
            "SELECT concat_ws(' ', namespace, chain_name, node_key, attempts) FROM orchestrator.task_summary WHERE id = $1", n[0]));
    }

    [Fact]
    public async Task MapItems_AreNumberedTasksOutsideTheChain_AndARepeatChangesNothing()
    {
        (Guid chain, Guid[] n) = await DiamondAsync();
        string[] items = [.. Enumerable.Range(0, 500).Select(i => $$"""{"page": {{i}}}""")];

        Assert.Equal(500, await InsertItemsAsync(n[0], 0, items));
        Assert.Equal(0, await InsertItemsAsync(n[0], 0, items));
        Assert.Equal(3, await InsertItemsAsync(n[0], 500, items[..3]));
        PostgresException error = await Assert.ThrowsAsync<PostgresException>(() => InsertItemsAsync(n[0], 0, [.. items, "1"]));

        Assert.Equal("map_items_are_inserted_500_at_a_time", error.ConstraintName);
        Assert.Equal("503 502 503", await _sql.ReadAsync<string>(
            "SELECT concat_ws(' ', count(*), max(map_index), count(*) FILTER (WHERE chain_id IS NULL)) FROM orchestrator.tasks WHERE map_task_id = $1", n[0]));
        Assert.Equal("7", await _sql.ReadAsync<string>(
            "SELECT task_parameters -> 'item' ->> 'page' FROM orchestrator.tasks WHERE map_task_id = $1 AND map_index = 7", n[0]));
        Assert.Equal(Pending, await _sql.ChainStatusAsync(chain));
    }

    [Theory]
    [InlineData(Pending, Pending, "pending")]
    [InlineData(Completed, Pending, "running")]
    [InlineData(Running, Completed, "running")]
    [InlineData(Completed, Failed, "failed")]
    [InlineData(Cancelled, Completed, "cancelled")]
    [InlineData(Skipped, CompletedWithWarnings, "completed_with_warnings")]
    [InlineData(Completed, Completed, "completed")]
    public async Task GetMapProgress_SumsTheItems(Core.Tasks.TaskRecordStatus first, Core.Tasks.TaskRecordStatus second, string expected)
    {
        Guid node = await _sql.InsertTaskAsync();
        await InsertItemsAsync(node, 0, ["1", "2"]);
        List<Guid> items = await _sql.ListAsync<Guid>("SELECT id FROM orchestrator.tasks WHERE map_task_id = $1 ORDER BY map_index", node);
        await _sql.BringToAsync(items[0], first);
        await _sql.BringToAsync(items[1], second);

        Assert.Equal($"{expected} 2", await _sql.ReadAsync<string>("SELECT concat_ws(' ', status, total) FROM orchestrator.get_map_progress($1)", node));
    }

    Task<int> InsertItemsAsync(Guid node, int first, string[] items) =>
        _sql.ReadAsync<int>("SELECT orchestrator.insert_map_items($1, $2, $3::jsonb[])", node, first, items);

    Task<List<string>> LineageAsync(Guid task, int depth) => _sql.ListAsync<string>(
        "SELECT concat_ws(' ', node_key, relation, distance) FROM orchestrator.get_chain_lineage($1, $2) ORDER BY distance, relation, node_key", task, depth);

    async Task<(Guid Chain, Guid[] Nodes)> DiamondAsync()
    {
        Guid chain = await _sql.InsertChainAsync();
        Guid[] n = await _sql.InsertNodesAsync(chain, 5);
        await _sql.LinkAsync(n, [(0, 1), (0, 2), (1, 3), (2, 3), (3, 4)]);
        return (chain, n);
    }
}
