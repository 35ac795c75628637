using System.Text.Json;
using Npgsql;
using Orchestrator.Core.Events;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Database.Repositories.Execution;

/// <summary>The maintenance timers' work lists.</summary>
sealed class StartStore(NpgsqlDataSource dataSource, IEventNotifier notifier) : IStartStore
{
    const string ClaimPending = "SELECT task_id, run_no FROM orchestrator.claim_pending_tasks($1, $2)";

    // A task that waits for a time is looked at after it: its timer is durable, and there may be very many of them.
    const string FindUnchanged = """
        SELECT id, run_no FROM orchestrator.tasks
        WHERE status IN ('queued', 'running') AND updated_at < clock_timestamp() - $3
            AND coalesce(wait_until < clock_timestamp() - $3, true) AND id > coalesce($1::uuid, '00000000-0000-0000-0000-000000000000')
        ORDER BY id LIMIT $2
        """;

    public async Task<IReadOnlyList<RunKey>> ClaimPendingAsync(int limit, TimeSpan olderThan, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(ClaimPending);
        command.Parameters.Add(new NpgsqlParameter { Value = limit });
        command.Parameters.Add(new NpgsqlParameter { Value = olderThan });
        return await RunKeys.ReadAsync(command, cancellationToken);
    }

    public async Task<IReadOnlyList<RunKey>> FindUnchangedAsync(
        Guid? after, int limit, TimeSpan olderThan, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(FindUnchanged);
        command.Parameters.Add(new NpgsqlParameter { Value = after ?? (object)DBNull.Value });
        command.Parameters.Add(new NpgsqlParameter { Value = limit });
        command.Parameters.Add(new NpgsqlParameter { Value = olderThan });
        return await RunKeys.ReadAsync(command, cancellationToken);
    }

    public async Task<bool> RescheduleAsync(RunKey run, string reason, string actor, CancellationToken cancellationToken)
    {
        await using ExecutionTransaction transaction = await ExecutionTransaction.BeginAsync(dataSource, cancellationToken);
        LockedTask? task = await transaction.LockAsync(run.TaskId, attempt: null, cancellationToken);
        if (task is null || task.Run != run.Run || task.Status is not (TaskRecordStatus.Queued or TaskRecordStatus.Running))
        {
            return false;
        }

        NpgsqlBatch batch = transaction.Batch().Add(ExecutionSql.SetActor, actor, JsonSerializer.Serialize(new { reason }));
        if (task.Status == TaskRecordStatus.Running)
        {
            batch.Add(ExecutionSql.Move, run.TaskId, TaskRecordStatus.Queued, null);
        }

        await transaction.CommitAsync(batch.Add(ExecutionSql.Move, run.TaskId, TaskRecordStatus.Pending, null), cancellationToken);
        notifier.NotifyCommitted();
        return true;
    }
}
