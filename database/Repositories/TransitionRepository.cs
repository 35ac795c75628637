using Npgsql;
using NpgsqlTypes;
using Orchestrator.Core.Events;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Database.Repositories;

/// <summary>Status changes through <c>transition_task</c>, which writes the audit row and the event with them.</summary>
sealed class TransitionRepository(NpgsqlDataSource dataSource, IEventNotifier notifier) : ITaskTransitions
{
    const string SystemActor = "system";

    public async Task<bool> TryMoveAsync(
        Guid taskId,
        int? run,
        IReadOnlyList<TaskRecordStatus> from,
        TaskRecordStatus to,
        string actor,
        string? metadata,
        CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        bool moved = await TryMoveAsync(connection, taskId, run, from, to, actor, metadata, cancellationToken);
        notifier.NotifyCommitted();
        return moved;
    }

    public async Task SetWaitAsync(
        Guid taskId, TaskRecordStatus status, WaitReason reason, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand("SELECT orchestrator.set_task_wait($1, $2, $3, $4, $5)");
        command.Parameters.Add(new() { Value = taskId });
        command.Parameters.Add(new() { Value = status });
        command.Parameters.Add(new() { Value = reason });
        command.Parameters.Add(new() { Value = until?.ToUniversalTime() ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = SystemActor });
        await command.ExecuteScalarAsync(cancellationToken);
        notifier.NotifyCommitted();
    }

    /// <summary>
    /// The same inside a caller's transaction, who notifies after the commit. Lock the task's row before writing anything else in it:
    /// events across subjects are read by transaction, and a transaction that wrote before it waited for the task is older than
    /// the one that it waited for.
    /// </summary>
    internal static async Task<bool> TryMoveAsync(
        NpgsqlConnection connection,
        Guid taskId,
        int? run,
        IReadOnlyList<TaskRecordStatus> from,
        TaskRecordStatus to,
        string actor,
        string? metadata,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT orchestrator.transition_task($1, $2, $3, $4, $5, $6)", connection)
        {
            Parameters =
            {
                new() { Value = taskId },
                new() { Value = from.ToArray() },
                new() { Value = to },
                new() { Value = actor },
                new() { Value = metadata ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb },
                new() { Value = run ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
            },
        };
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
