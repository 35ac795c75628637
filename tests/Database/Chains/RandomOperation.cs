using FsCheck;
using FsCheck.Fluent;
using Npgsql;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Transitions;
using Orchestrator.Database.Tests.Tasks;

namespace Orchestrator.Database.Tests.Chains;

enum OperationKind
{
    Link,
    Unlink,
    SetParent,
    AddTask,
    MoveTask,
    Rerun,
    MoveChain,
}

/// <summary>Something that a client, a worker or an operator may do; refused or not, the database and C# must agree on it.</summary>
/// <param name="Task">Of all tasks, this one, counted round.</param>
/// <param name="Other">As <paramref name="Task"/>: the other end of an edge.</param>
sealed record RandomOperation(OperationKind Kind, int Task, int Other, TaskRecordStatus Status, bool ByOperator)
{
    static readonly string[] RefusalsOfEdits =
    [
        "chain_must_not_have_a_cycle", "chain_edge_already_exists", "chain_edge_must_not_point_to_its_own_start", "task_must_not_be_its_own_parent",
        "chain_edge_must_join_tasks_of_one_chain",
    ];

    string Actor => ByOperator ? "manual:ada" : "system";

    /// <summary>Mostly changes of a task's status: they are what the other kinds meet.</summary>
    public static Gen<RandomOperation> Any { get; } =
        from kind in Gen.Frequency(
            (1, Gen.Constant(OperationKind.Link)), (1, Gen.Constant(OperationKind.Unlink)), (1, Gen.Constant(OperationKind.SetParent)),
            (1, Gen.Constant(OperationKind.AddTask)), (12, Gen.Constant(OperationKind.MoveTask)), (2, Gen.Constant(OperationKind.Rerun)),
            (1, Gen.Constant(OperationKind.MoveChain)))
        from task in Gen.Choose(0, 1000)
        from other in Gen.Choose(0, 1000)
        from status in Gen.Elements(Enum.GetValues<TaskRecordStatus>())
        from byOperator in Gen.Elements(true, false)
        select new RandomOperation(kind, task, other, status, byOperator);

    public async Task PerformAsync(NpgsqlDataSource sql, Guid chain, IReadOnlyList<Guid> tasks)
    {
        Guid task = tasks[Task % tasks.Count];
        Guid other = tasks[Other % tasks.Count];
        switch (Kind)
        {
            case OperationKind.MoveTask:
                await MoveTaskAsync(sql, task, Status, "{}", eventName: null);
                break;
            case OperationKind.Rerun:
                await MoveTaskAsync(sql, task, TaskRecordStatus.Pending, """{"event": "task.rerun_requested"}""", "task.rerun_requested");
                break;
            case OperationKind.MoveChain:
                await MoveChainAsync(sql, chain);
                break;
            default:
                await EditAsync(sql, chain, task, other);
                break;
        }
    }

    async Task EditAsync(NpgsqlDataSource sql, Guid chain, Guid task, Guid other)
    {
        try
        {
            await (Kind switch
            {
                OperationKind.Link => sql.LinkAsync(other, task),
                OperationKind.Unlink => sql.UnlinkAsync(other, task),
                OperationKind.SetParent => sql.SetParentAsync(task, ByOperator ? other : null),
                _ => sql.ReadAsync<Guid>("SELECT orchestrator.create_chained_task('more', 'sum', ARRAY[$1], $2)", task, chain),
            });
        }
        catch (PostgresException e)
        {
            Assert.Contains(e.ConstraintName, RefusalsOfEdits);
        }
    }

    async Task MoveTaskAsync(NpgsqlDataSource sql, Guid task, TaskRecordStatus to, string metadata, string? eventName)
    {
        TaskRecordStatus from = await sql.ReadAsync<TaskRecordStatus>("SELECT status FROM orchestrator.tasks WHERE id = $1", task);
        bool allowed = from == to || AllowedTransitions.Of(TransitionSubject.Task).Any(t =>
            t.From == from && t.To == to && (eventName is null || t.EventName == eventName) && (ByOperator || !t.OperatorOnly));
        try
        {
            bool moved = await sql.MoveAsync(task, from, to, Actor, metadata);
            Assert.True(allowed || !moved, $"the database let {from} -> {to} pass");  // false: someone was first
        }
        catch (PostgresException e)
        {
            Assert.Contains(e.SqlState, new[] { ErrorCodes.TransitionNotAllowed, ErrorCodes.TransitionNeedsOperator });
            Assert.False(allowed, $"the database refused {from} -> {to}");
        }
    }

    /// <summary>Cancels the chain, or claims a status for it: what its tasks do not make it is refused.</summary>
    async Task MoveChainAsync(NpgsqlDataSource sql, Guid chain)
    {
        TaskRecordStatus from = await sql.ReadAsync<TaskRecordStatus>("SELECT status FROM orchestrator.task_chains WHERE id = $1", chain);
        try
        {
            await sql.ReadAsync<bool>("SELECT orchestrator.transition_chain($1, $2, $3, $4)", chain, new[] { from }, Status, Actor);
        }
        catch (PostgresException e) when (e.SqlState == ErrorCodes.TransitionNotAllowed)
        {
            Assert.False(AllowedTransitions.IsAllowed(TransitionSubject.Chain, from, Status, ByOperator), $"the database refused chain {from} -> {Status}");
        }
        catch (PostgresException e) when (e.SqlState == ErrorCodes.ChainStatusNotDerived)
        {
            // Allowed as a step; its tasks say otherwise.
        }
    }
}
