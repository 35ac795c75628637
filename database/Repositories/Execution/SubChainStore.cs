using System.Text.Json;
using Npgsql;
using Orchestrator.Core.Events;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Database.Repositories.Execution;

/// <summary>Sub-chain nodes in PostgreSQL.</summary>
sealed class SubChainStore(NpgsqlDataSource dataSource, IEventNotifier notifier) : ISubChainStore
{
    const string Actor = "system:run-task";

    public async Task<SubChainNode?> ReadAsync(Guid taskId, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlBatch batch = new NpgsqlBatch(connection).Add(SubChainSql.Read, taskId);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new SubChainNode(
                reader.GetString(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.Text(3),
                reader.GetString(4),
                reader.Text(5),
                reader.Nullable<Guid>(6) is { } chain
                    ? new EarlierSubChain(chain, reader.GetInt32(7), reader.GetFieldValue<TaskRecordStatus>(8))
                    : null)
            : null;
    }

    public async Task CancelAsync(Guid chainId, string reason, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlBatch batch = new NpgsqlBatch(connection)
            .Add(SubChainSql.Cancel, chainId, Actor, JsonSerializer.Serialize(new { reason }));
        await batch.ExecuteScalarAsync(cancellationToken);
        notifier.NotifyCommitted();
    }

    public async Task<AttemptOutcome?> EndAsync(AttemptKey key, Guid chainId, CancellationToken cancellationToken)
    {
        await using ExecutionTransaction transaction = await ExecutionTransaction.BeginAsync(dataSource, cancellationToken);
        (LockedTask task, LockedAttempt attempt) = await AttemptEnds.LockAsync(transaction, key, cancellationToken);
        if (!attempt.IsOpen)
        {
            return attempt.Outcome ?? AttemptOutcome.Stopped(task.StopReason(key.Run) ?? "attempt_ended");
        }

        (TaskRecordStatus status, string? error) = await ReadEndAsync(transaction, chainId, cancellationToken);
        NpgsqlBatch batch = transaction.Batch().Add(ExecutionSql.SetActor, Actor, JsonSerializer.Serialize(new { attempt = key.Number }));
        AttemptOutcome outcome;
        if (!AttemptEnds.IsWanted(task, attempt, key))
        {
            outcome = AttemptOutcome.Stopped(task.StopReason(key.Run) ?? "not_running");
            AttemptEnds.Close(batch, key, TaskRecordStatus.Cancelled, outcome);
        }
        else if (!status.IsEnd)
        {
            return null;
        }
        else if (status is TaskRecordStatus.Failed or TaskRecordStatus.Cancelled)
        {
            string word = TaskStatusNames.Of(status);
            var failure = new AttemptFailure($"sub_chain_{word}", $"Chain {chainId} is {word}{(error is null ? "." : $": {error}")}", Retryable: false);
            outcome = new AttemptOutcome(AttemptResult.Failed, Reason: failure.ErrorType);
            AttemptEnds.Close(batch, key, TaskRecordStatus.Failed, outcome, failure);
            batch.Add(ExecutionSql.Fail, key.TaskId, failure.ErrorType, failure.Message);
        }
        else
        {
            outcome = new AttemptOutcome(AttemptResult.Completed);
            AttemptEnds.Close(batch, key, status, outcome);
            batch.Add(SubChainSql.Complete, key.TaskId, status, status == TaskRecordStatus.CompletedWithWarnings ? 1 : 0, chainId);
        }

        await transaction.CommitAsync(batch, cancellationToken);
        notifier.NotifyCommitted();
        return outcome;
    }

    /// <summary>A chain that was purged counts as cancelled.</summary>
    static async Task<(TaskRecordStatus Status, string? Error)> ReadEndAsync(
        ExecutionTransaction transaction, Guid chainId, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = transaction.Batch().Add(SubChainSql.ReadEnd, chainId);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? (reader.GetFieldValue<TaskRecordStatus>(0), reader.Text(1))
            : (TaskRecordStatus.Cancelled, null);
    }
}
