using Npgsql;
using Orchestrator.Database.Tests.Tasks;
using Orchestrator.Tests.Support.Database;
using static Orchestrator.Core.Tasks.TaskRecordStatus;

namespace Orchestrator.Database.Tests.Chains;

public sealed class EdgeConcurrencyTests(MigratedDatabase database) : IClassFixture<MigratedDatabase>
{
    const int Connections = 8;
    const int EditsEach = 60;

    // What an edit may be told; a deadlock, for one, is not among them.
    static readonly string[] Refusals =
    [
        "chain_must_not_have_a_cycle", "chain_edge_already_exists", "chain_edge_must_not_point_to_its_own_start", "task_must_not_be_its_own_parent",
    ];

    readonly NpgsqlDataSource _sql = database.DataSource;

    [Fact]
    public async Task EditsOfOneChain_FromManyConnections_NeverMakeACycleOrABrokenMirror()
    {
        Guid chain = await _sql.InsertChainAsync();
        Guid[] nodes = await _sql.InsertNodesAsync(chain, 12);
        int accepted = 0;

        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async number =>
        {
            var random = new Random(number);
            for (int edit = 0; edit < EditsEach; edit++)
            {
                if (await EditAsync(random, nodes))
                {
                    Interlocked.Increment(ref accepted);
                }
            }
        }));

        await _sql.AssertNoViolationAsync();
        Assert.Equal(
            nodes.Length, await _sql.ReadAsync<long>("SELECT count(*) FROM orchestrator.calculate_dependency_levels($1)", chain));
        Assert.InRange(accepted, Connections, Connections * EditsEach);
        Assert.Equal(
            await _sql.ListAsync<int>("SELECT seq FROM orchestrator.lifecycle_events WHERE subject_id = $1 ORDER BY tx, id", chain),
            Enumerable.Range(1, await _sql.ReadAsync<int>("SELECT event_seq FROM orchestrator.task_chains WHERE id = $1", chain)));
    }

    [Fact]
    public async Task EditsOfSeveralStatements_BehindTheChainsLock_DoNotMeet()
    {
        Guid chain = await _sql.InsertChainAsync();
        Guid[] nodes = await _sql.InsertNodesAsync(chain, 6);

        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async number =>
        {
            var random = new Random(number);
            for (int round = 0; round < 15; round++)
            {
                await using NpgsqlConnection connection = await _sql.OpenConnectionAsync();
                await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
                await connection.ExecuteAsync("SELECT orchestrator.lock_chain_edges($1)", chain);
                int child = random.Next(1, nodes.Length);
                await connection.ExecuteAsync(
                    """
                    INSERT INTO orchestrator.task_chain_edges (parent_task_id, child_task_id) VALUES ($1, $2)
                    ON CONFLICT ON CONSTRAINT chain_edge_already_exists DO NOTHING
                    """,
                    nodes[random.Next(child)], nodes[child]);
                await connection.ExecuteAsync("DELETE FROM orchestrator.task_chain_edges WHERE child_task_id = $1", nodes[random.Next(1, nodes.Length)]);
                await transaction.CommitAsync();
            }
        }));

        await _sql.AssertNoViolationAsync();
    }

    [Fact]
    public async Task FirstTasksOfAChain_InTwoOpenTransactions_BothCommit()
    {
        Guid chain = await _sql.InsertChainAsync();
        await using NpgsqlConnection one = await _sql.OpenConnectionAsync();
        await using NpgsqlConnection other = await _sql.OpenConnectionAsync();
        await using NpgsqlTransaction first = await one.BeginTransactionAsync();
        await using NpgsqlTransaction second = await other.BeginTransactionAsync();
        foreach (NpgsqlConnection connection in new[] { one, other })
        {
            await connection.ExecuteAsync("INSERT INTO orchestrator.tasks (name, task_name, chain_id) VALUES ('a task', 'debug.echo', $1)", chain);
        }

        await Task.WhenAll(first.CommitAsync(), second.CommitAsync());

        Assert.NotNull(await _sql.RootAsync(chain));
        await _sql.AssertNoViolationAsync();
    }

    [Fact]
    public async Task TasksAddedToOneChain_FromManyConnections_NeverDeadlock()
    {
        Guid chain = await _sql.InsertChainAsync();
        Guid[] nodes = await _sql.InsertNodesAsync(chain, 6);

        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async number =>
        {
            var random = new Random(number);
            for (int round = 0; round < 20; round++)
            {
                if (number % 2 == 0)
                {
                    await _sql.ReadAsync<Guid>("SELECT orchestrator.create_chained_task('more', 'sum', ARRAY[$1], $2)", nodes[random.Next(6)], chain);
                }
                else
                {
                    await EditAsync(random, nodes);
                }
            }
        }));

        await _sql.AssertNoViolationAsync();
    }

    async Task<bool> EditAsync(Random random, Guid[] nodes)
    {
        Guid one = nodes[random.Next(nodes.Length)];
        Guid other = nodes[random.Next(nodes.Length)];
        try
        {
            switch (random.Next(6))
            {
                case 0 or 1 or 2:
                    await _sql.LinkAsync(one, other);
                    break;
                case 3:
                    await _sql.ExecuteAsync("DELETE FROM orchestrator.task_chain_edges WHERE child_task_id = $1", one);
                    break;
                case 4:
                    await _sql.SetParentAsync(one, random.Next(3) == 0 ? null : other);
                    break;
                default:
                    await _sql.ReadAsync<bool>("SELECT orchestrator.transition_task($1, '{pending}', 'queued', 'system')", one);
                    await _sql.MoveAsync(one, Queued, Pending);
                    break;
            }

            return true;
        }
        catch (PostgresException e) when (Refusals.Contains(e.ConstraintName))
        {
            return false;
        }
    }
}
