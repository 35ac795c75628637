using FsCheck;
using FsCheck.Fluent;
using Npgsql;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Transitions;
using Orchestrator.Database.Tests.Tasks;
using Orchestrator.Tests.Support.Database;

namespace Orchestrator.Database.Tests.Chains;

/// <summary>Whatever several writers do to a chain and to tasks that stand alone, all promises hold after.</summary>
public sealed class ChainPropertyTests(MigratedDatabase database) : IClassFixture<MigratedDatabase>
{
    const int Connections = 4;
    const int TasksOfTheChain = 6;
    const int TasksAlone = 2;

    static readonly TaskRecordStatus[] Statuses = Enum.GetValues<TaskRecordStatus>();

    static readonly Gen<Operation> Operations =
        from kind in Gen.Choose(0, 9)
        from task in Gen.Choose(0, TasksOfTheChain + TasksAlone - 1)
        from other in Gen.Choose(0, TasksOfTheChain - 1)
        from status in Gen.Choose(0, Statuses.Length - 1)
        from byOperator in Gen.Choose(0, 1)
        select new Operation(kind, task, other, Statuses[status], byOperator == 1);

    static readonly string[] RefusedEdits =
    [
        "chain_must_not_have_a_cycle", "chain_edge_already_exists", "chain_edge_must_not_point_to_its_own_start", "task_must_not_be_its_own_parent",
    ];

    readonly NpgsqlDataSource _sql = database.DataSource;

    public static IEnumerable<object[]> Seeds() => Enumerable
        .Range(1, Environment.GetEnvironmentVariable("ORCHESTRATOR_NIGHTLY") == "1" ? 200 : 8).Select(seed => new object[] { (ulong)seed });

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Operations_FromManyConnections_KeepEveryPromise(ulong seed)
    {
        Guid chain = await _sql.InsertChainAsync();
        Guid[] tasks = [.. await _sql.InsertNodesAsync(chain, TasksOfTheChain), await _sql.InsertTaskAsync(), await _sql.InsertTaskAsync()];
        Operation[][] scripts = Operations.ArrayOf(40).Sample(40, new Rnd(seed), Connections).ToArray();

        await Task.WhenAll(scripts.Select(async script =>
        {
            foreach (Operation operation in script)
            {
                await PerformAsync(operation, tasks);
            }
        }));

        foreach (Guid task in tasks)
        {
            await AssertPastAsync("task", task);
        }

        await AssertPastAsync("chain", chain);
        Assert.Equal(
            ReferenceChain.Status(await _sql.ListAsync(
                "SELECT status, warnings_count > 0 FROM orchestrator.tasks WHERE chain_id = $1",
                r => (r.GetFieldValue<TaskRecordStatus>(0), r.GetBoolean(1)), chain)),
            await _sql.ChainStatusAsync(chain));
        await _sql.AssertNoViolationAsync();
    }

    /// <summary>Database and C# agree on every pair that is tried, whoever tries it.</summary>
    async Task PerformAsync(Operation operation, Guid[] tasks)
    {
        Guid task = tasks[operation.Task];
        Guid other = tasks[operation.Other];
        if (operation.Kind >= 3 || operation.Task >= TasksOfTheChain)
        {
            await MoveAsync(task, operation);
            return;
        }

        try
        {
            switch (operation.Kind)
            {
                case 0:
                    await _sql.LinkAsync(other, task);
                    break;
                case 1:
                    await _sql.UnlinkAsync(other, task);
                    break;
                default:
                    await _sql.SetParentAsync(task, operation.ByOperator ? other : null);
                    break;
            }
        }
        catch (PostgresException e)
        {
            Assert.Contains(e.ConstraintName, RefusedEdits);
        }
    }

    async Task MoveAsync(Guid task, Operation operation)
    {
        TaskRecordStatus from = await _sql.ReadAsync<TaskRecordStatus>("SELECT status FROM orchestrator.tasks WHERE id = $1", task);
        TaskRecordStatus to = operation.Status;
        bool allowed = from == to || TaskTransitions.IsAllowed(from, to, operation.ByOperator);
        try
        {
            bool moved = await _sql.MoveAsync(task, from, to, operation.ByOperator ? "manual:ada" : "system");
            Assert.True(allowed || !moved, $"the database let {from} -> {to} pass");  // false: someone was first
        }
        catch (PostgresException e)
        {
            Assert.Contains(e.SqlState, new[] { ErrorCodes.TransitionNotAllowed, ErrorCodes.TransitionNeedsOperator });
            Assert.False(allowed, $"the database refused {from} -> {to}");
        }
    }

    /// <summary>One audit row and one event for each change, in one order, without a gap.</summary>
    async Task AssertPastAsync(string kind, Guid id)
    {
        string table = kind == "task" ? "tasks" : "task_chains";
        List<(string? From, string To)> steps = await _sql.ListAsync(
            $"SELECT from_status::text, to_status::text FROM orchestrator.{kind}_transitions WHERE {kind}_id = $1 ORDER BY sort_key",
            r => (r.IsDBNull(0) ? null : r.GetString(0), r.GetString(1)), id);
        List<(int Seq, string Name, string Status)> events = await _sql.ListAsync(
            "SELECT seq, event_name, payload ->> 'status' FROM orchestrator.lifecycle_events WHERE subject_kind = $2 AND subject_id = $1 ORDER BY tx, id",
            r => (r.GetInt32(0), r.GetString(1), r.GetString(2)), id, kind);

        Assert.All(steps, s => Assert.True(AllowedTransitions.IsAllowed(
            kind == "task" ? TransitionSubject.Task : TransitionSubject.Chain, s.From is null ? null : TaskStatusNames.Parse(s.From),
            TaskStatusNames.Parse(s.To), byOperator: true)));
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(e => e.Seq));
        Assert.Equal(await _sql.ReadAsync<int>($"SELECT event_seq FROM orchestrator.{table} WHERE id = $1", id), events.Count);
        Assert.Equal(steps.Select(s => s.To), events.Where(e => e.Name != "chain.edge_added").Select(e => e.Status));
        Assert.Equal(steps.SkipLast(1).Select(s => s.To), steps.Skip(1).Select(s => s.From));
        Assert.Equal(await _sql.ReadAsync<string>($"SELECT status::text FROM orchestrator.{table} WHERE id = $1", id), steps[^1].To);
        Assert.Equal(1, await _sql.ReadAsync<long>($"SELECT count(*) FROM orchestrator.{kind}_transitions WHERE {kind}_id = $1 AND most_recent", id));
    }

    sealed record Operation(int Kind, int Task, int Other, TaskRecordStatus Status, bool ByOperator);
}
