using Npgsql;
using Orchestrator.Database.Tests.Tasks;
using Orchestrator.Tests.Support.Database;

namespace Orchestrator.Database.Tests.Chains;

public sealed class EdgeTests(MigratedDatabase database) : IClassFixture<MigratedDatabase>, IAsyncLifetime
{
    readonly NpgsqlDataSource _sql = database.DataSource;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _sql.AssertNoViolationAsync();

    [Fact]
    public async Task FirstEdge_IsPrimary_AndTheOldestRemainingTakesItsPlace()
    {
        Guid[] n = await NodesAsync(4);
        await _sql.LinkAsync(n[0], n[3]);
        await _sql.LinkAsync(n[1], n[3]);
        await _sql.LinkAsync(n[2], n[3]);
        Assert.Equal(n[0], await _sql.ParentAsync(n[3]));

        await _sql.UnlinkAsync(n[1], n[3]);
        Assert.Equal(n[0], await _sql.ParentAsync(n[3]));
        await _sql.UnlinkAsync(n[0], n[3]);
        Assert.Equal(n[2], await _sql.ParentAsync(n[3]));
        await _sql.UnlinkAsync(n[2], n[3]);
        Assert.Null(await _sql.ParentAsync(n[3]));
        Assert.Equal(0, await _sql.PositionAsync(n[3]));
    }

    [Fact]
    public async Task Positions_RippleDown()
    {
        Guid[] n = await NodesAsync(5);
        await _sql.LinkAsync(n, [(1, 2), (2, 3), (3, 4)]);
        Assert.Equal([0, 0, 1, 2, 3], await PositionsAsync(n));

        await _sql.LinkAsync(n[0], n[1]);
        Assert.Equal([0, 1, 2, 3, 4], await PositionsAsync(n));
        await _sql.LinkAsync(n[0], n[4]);
        Assert.Equal([0, 1, 2, 3, 4], await PositionsAsync(n));
        await _sql.UnlinkAsync(n[2], n[3]);
        Assert.Equal([0, 1, 2, 0, 1], await PositionsAsync(n));
    }

    [Fact]
    public async Task Positions_OfRandomGraphs_AreTheReferencesLevels()
    {
        var random = new Random(4711);
        for (int round = 0; round < 15; round++)
        {
            int count = random.Next(2, 30);
            Guid[] n = await NodesAsync(count);
            List<(int Parent, int Child)> edges = ReferenceChain.RandomEdges(random, count, 0.2);
            await _sql.LinkAsync(n, edges.Skip(3));
            foreach ((int parent, int child) in edges.Take(3))
            {
                await _sql.LinkAsync(n[parent], n[child]);
            }

            Assert.Equal(ReferenceChain.Levels(count, edges), await PositionsAsync(n));
            Assert.Equal(
                ReferenceChain.Levels(count, edges),
                await _sql.ListAsync<int>(
                    "SELECT level FROM orchestrator.calculate_dependency_levels($1) ORDER BY array_position($2, task_id)", await _sql.ChainOfAsync(n[0]), n));
        }
    }

    [Fact]
    public async Task Root_ThatGainsAParent_HandsOver()
    {
        Guid[] n = await NodesAsync(3);
        Guid chain = await _sql.ChainOfAsync(n[0]);
        Assert.Equal(n[0], await _sql.RootAsync(chain));

        await _sql.LinkAsync(n[1], n[0]);
        Assert.Equal(n[1], await _sql.RootAsync(chain));
        await _sql.SetParentAsync(n[1], n[2]);
        Assert.Equal(n[2], await _sql.RootAsync(chain));
    }

    [Fact]
    public async Task Parent_SetByTheColumn_MakesMovesAndRemovesThePrimaryEdge()
    {
        Guid[] n = await NodesAsync(3);
        await _sql.SetParentAsync(n[2], n[0]);
        Assert.Equal([(n[0], true)], await EdgesOfAsync(n[2]));

        await _sql.SetParentAsync(n[2], n[1]);
        Assert.Equal([(n[1], true)], await EdgesOfAsync(n[2]));
        Assert.Equal(1, await _sql.PositionAsync(n[2]));

        await _sql.LinkAsync(n[0], n[2]);
        await _sql.SetParentAsync(n[2], n[0]);
        Assert.Equal([(n[0], true)], await EdgesOfAsync(n[2]));

        await _sql.SetParentAsync(n[2], null);
        Assert.Empty(await EdgesOfAsync(n[2]));
        Assert.Equal(0, await _sql.PositionAsync(n[2]));
    }

    [Fact]
    public async Task Parent_Removed_GivesWayToTheOldestRemaining()
    {
        Guid[] n = await NodesAsync(3);
        await _sql.LinkAsync(n[0], n[2]);
        await _sql.LinkAsync(n[1], n[2]);

        await _sql.SetParentAsync(n[2], null);

        Assert.Equal(n[1], await _sql.ParentAsync(n[2]));
        Assert.Equal([(n[1], true)], await EdgesOfAsync(n[2]));
    }

    [Fact]
    public async Task Parent_OfATaskThatStandsAlone_MakesTheChain()
    {
        Guid parent = await _sql.InsertTaskAsync();
        Guid child = await _sql.InsertTaskAsync("parent_task_id", $"'{parent}'");
        Guid grandchild = await _sql.InsertTaskAsync();
        await _sql.SetParentAsync(grandchild, child);

        Guid chain = await _sql.ChainOfAsync(parent);
        Assert.Equal([chain, chain], [await _sql.ChainOfAsync(child), await _sql.ChainOfAsync(grandchild)]);
        Assert.Equal(parent, await _sql.RootAsync(chain));
        Assert.Equal([0, 1, 2], await PositionsAsync([parent, child, grandchild]));
        Assert.Equal("chain.created", (await _sql.ChainEventsAsync(chain))[0]);
    }

    [Theory]
    [InlineData(0, 0, "chain_edge_must_not_point_to_its_own_start")]
    [InlineData(0, 1, "chain_edge_already_exists")]
    [InlineData(1, 0, "chain_must_not_have_a_cycle")]
    [InlineData(2, 0, "chain_must_not_have_a_cycle")]
    [InlineData(0, 3, "chain_edge_must_join_tasks_of_one_chain")]
    [InlineData(3, 0, "chain_edge_must_join_tasks_of_one_chain")]
    public async Task Edge_ThatBreaksARule_IsRefusedByName(int parent, int child, string constraint)
    {
        Guid[] n = [.. await NodesAsync(3), .. await NodesAsync(1)];
        await _sql.LinkAsync(n, [(0, 1), (1, 2)]);

        PostgresException error = await Assert.ThrowsAsync<PostgresException>(() => _sql.LinkAsync(n[parent], n[child]));

        Assert.Equal(constraint, error.ConstraintName);
    }

    [Fact]
    public async Task Edges_OfOneStatementThatMakeACycle_AreAllRefused()
    {
        Guid[] n = await NodesAsync(4);

        PostgresException error = await Assert.ThrowsAsync<PostgresException>(() => _sql.LinkAsync(n, [(0, 1), (1, 2), (2, 3), (3, 1)]));
        PostgresException byColumn = await Assert.ThrowsAsync<PostgresException>(async () =>
        {
            await _sql.SetParentAsync(n[1], n[0]);
            await _sql.SetParentAsync(n[0], n[1]);
        });

        Assert.Equal(("chain_must_not_have_a_cycle", "chain_must_not_have_a_cycle"), (error.ConstraintName, byColumn.ConstraintName));
        Assert.Contains("would wait for itself", error.MessageText);
    }

    [Theory]
    [InlineData("condition = 'expression'", "chain_edge_expression_belongs_to_its_condition")]
    [InlineData("condition_expression = 'x'", "chain_edge_expression_belongs_to_its_condition")]
    [InlineData("output_mapping = '[]'", "chain_edge_output_mapping_must_be_an_object")]
    [InlineData("is_primary = false", "chain_edge_ends_must_not_change")]
    [InlineData("child_task_id = parent_task_id", "chain_edge_ends_must_not_change")]
    public async Task Edge_ChangedAgainstARule_IsRefusedByName(string change, string constraint)
    {
        Guid[] n = await NodesAsync(2);
        await _sql.LinkAsync(n[0], n[1]);

        PostgresException error = await Assert.ThrowsAsync<PostgresException>(
            () => _sql.ExecuteAsync($"UPDATE orchestrator.task_chain_edges SET {change} WHERE child_task_id = $1", n[1]));

        Assert.Equal(constraint, error.ConstraintName);
    }

    [Fact]
    public async Task Task_StaysInItsChain_AndGoesWithIt()
    {
        Guid[] n = await NodesAsync(2);
        await _sql.LinkAsync(n[0], n[1]);
        Guid chain = await _sql.ChainOfAsync(n[0]);

        PostgresException moved = await Assert.ThrowsAsync<PostgresException>(
            () => _sql.ExecuteAsync("UPDATE orchestrator.tasks SET chain_id = NULL WHERE id = $1", n[0]));
        PostgresException deleted = await Assert.ThrowsAsync<PostgresException>(
            () => _sql.ExecuteAsync("DELETE FROM orchestrator.tasks WHERE id = $1", n[1]));
        await _sql.ExecuteAsync("DELETE FROM orchestrator.task_chains WHERE id = $1", chain);

        Assert.Equal(("task_must_stay_in_its_chain", "task_must_stay_in_its_chain"), (moved.ConstraintName, deleted.ConstraintName));
        Assert.Equal(0, await _sql.ReadAsync<long>("SELECT count(*) FROM orchestrator.tasks WHERE id = ANY ($1)", (object)n));
    }

    [Fact]
    public async Task Task_InAnotherNamespaceThanItsChain_IsRefused()
    {
        Guid other = await _sql.ReadAsync<Guid>("INSERT INTO orchestrator.namespaces (name) VALUES ($1) RETURNING id", $"n-{Guid.NewGuid():n}");
        Guid chain = await _sql.InsertChainAsync();

        PostgresException error = await Assert.ThrowsAsync<PostgresException>(
            () => _sql.InsertNodeAsync(chain, columns: "namespace_id", values: $"'{other}'"));

        Assert.Equal("task_chain_must_exist_in_its_namespace", error.ConstraintName);
    }

    [Fact]
    public async Task CreateChainedTask_BehindParents_JoinsTheirChain()
    {
        Guid alone = await _sql.InsertTaskAsync();
        Guid first = await CreateAsync(alone);
        Guid second = await CreateAsync(first, alone);

        Guid chain = await _sql.ChainOfAsync(alone);
        Assert.Equal((chain, chain), (await _sql.ChainOfAsync(first), await _sql.ChainOfAsync(second)));
        Assert.Equal((first, 2), (await _sql.ParentAsync(second), await _sql.PositionAsync(second)));
    }

    [Fact]
    public async Task CreateChainedTask_BehindOneTaskAtOnce_MakesOneChain()
    {
        for (int round = 0; round < 10; round++)
        {
            Guid alone = await _sql.InsertTaskAsync();

            Guid[] children = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => CreateAsync(alone)));

            Guid chain = await _sql.ChainOfAsync(alone);
            Assert.All(await Task.WhenAll(children.Select(c => _sql.ChainOfAsync(c))), c => Assert.Equal(chain, c));
        }
    }

    [Fact]
    public async Task WouldCreateCycle_OverManyWaysThroughFewTasks_VisitsEachTaskOnce()
    {
        // 2 to the 40th ways from the first to the last.
        Guid[] n = await NodesAsync(80);
        await _sql.LinkAsync(n, from level in Enumerable.Range(0, 39) from a in (int[])[0, 1] from b in (int[])[0, 1] select ((level * 2) + a, (level * 2) + 2 + b));

        Assert.True(await _sql.ReadAsync<bool>("SELECT orchestrator.would_create_cycle($1, $2)", n[79], n[0]));
        Assert.False(await _sql.ReadAsync<bool>("SELECT orchestrator.would_create_cycle($1, $2)", n[0], n[79]));
        Assert.Equal(80, await _sql.ReadAsync<long>("SELECT count(*) FROM orchestrator.get_chain_lineage($1, 100) WHERE relation <> 'ancestor'", n[0])
            + 1);  // the other root is no descendant
    }

    Task<Guid> CreateAsync(params Guid[] parents) =>
        _sql.ReadAsync<Guid>("SELECT orchestrator.create_chained_task('grown', 'sum', $1)", (object)parents);

    async Task<Guid[]> NodesAsync(int count) => await _sql.InsertNodesAsync(await _sql.InsertChainAsync(), count);

    async Task<List<int>> PositionsAsync(Guid[] nodes) => await _sql.ListAsync<int>(
        "SELECT chain_position FROM orchestrator.tasks WHERE id = ANY ($1) ORDER BY array_position($1, id)", (object)nodes);

    Task<List<(Guid Parent, bool IsPrimary)>> EdgesOfAsync(Guid child) => _sql.ListAsync(
        "SELECT parent_task_id, is_primary FROM orchestrator.task_chain_edges WHERE child_task_id = $1 ORDER BY id",
        r => (r.GetGuid(0), r.GetBoolean(1)), child);
}
