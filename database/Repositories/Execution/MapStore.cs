using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Orchestrator.Core.Events;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Database.Repositories.Execution;

/// <summary>Map nodes in PostgreSQL. What the items made never leaves the database.</summary>
sealed class MapStore(NpgsqlDataSource dataSource, IEventNotifier notifier) : IMapStore
{
    const string Actor = "system:run-task";
    const string ItemsFailed = "items_failed";
    const int CancelledAtOnce = 200;

    public async Task<MapSource?> ReadSourceAsync(Guid mapTaskId, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlBatch batch = new NpgsqlBatch(connection).Add(MapSql.ReadSource, mapTaskId);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new MapSource(
                reader.GetString(0), reader.GetString(1), reader.GetBoolean(2), reader.Text(3), reader.Text(4), reader.Text(5), reader.Text(6))
            : null;
    }

    public async Task InsertItemsAsync(AttemptKey attempt, int first, IReadOnlyList<string> items, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlBatch batch = new NpgsqlBatch(connection).Add(MapSql.OpenItems, attempt.TaskId, attempt.Number, first);
        batch.BatchCommands[0].Parameters.Add(new() { Value = items.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
        await batch.ExecuteNonQueryAsync(cancellationToken);
        notifier.NotifyCommitted();
    }

    public async Task ExpandAsync(AttemptKey attempt, int count, CancellationToken cancellationToken)
    {
        await using ExecutionTransaction transaction = await ExecutionTransaction.BeginAsync(dataSource, cancellationToken);
        LockedTask? task = await transaction.LockAsync(attempt.TaskId, attempt.Number, cancellationToken);
        await using NpgsqlBatch read = transaction.Batch().Add(MapSql.ReadExpanded, attempt.TaskId);
        if (task?.ChainId is not { } chain || task.Run != attempt.Run || (int)(await read.ExecuteScalarAsync(cancellationToken))! == count)
        {
            return;
        }

        await transaction.CommitAsync(
            transaction.Batch()
                .Add(MapSql.KeepCount, attempt.TaskId, count)
                .Add(MapSql.RecordExpanded, chain, attempt.TaskId, Actor, count),
            cancellationToken);
        notifier.NotifyCommitted();
    }

    public async Task<IReadOnlyList<MapItem>> ReadItemsAsync(Guid mapTaskId, int first, int count, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlBatch batch = new NpgsqlBatch(connection).Add(MapSql.ReadItems, mapTaskId, first, count);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        List<MapItem> items = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            items.Add(new MapItem(reader.GetGuid(0), reader.GetInt32(1), reader.GetFieldValue<TaskRecordStatus>(2)));
        }

        return items;
    }

    public async Task CancelItemsAsync(Guid mapTaskId, string reason, CancellationToken cancellationToken)
    {
        int found;
        do
        {
            await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
            await using NpgsqlBatch batch = new NpgsqlBatch(connection).Add(MapSql.CancelItems, mapTaskId, CancelledAtOnce, Actor, reason);
            found = (int)(await batch.ExecuteScalarAsync(cancellationToken))!;
            notifier.NotifyCommitted();
        }
        while (found == CancelledAtOnce);
    }

    public async Task<AttemptOutcome> EndAsync(AttemptKey key, int count, int failuresMax, CancellationToken cancellationToken)
    {
        await using ExecutionTransaction transaction = await ExecutionTransaction.BeginAsync(dataSource, cancellationToken);
        (LockedTask task, LockedAttempt attempt) = await AttemptEnds.LockAsync(transaction, key, cancellationToken);
        if (!attempt.IsOpen)
        {
            return attempt.Outcome ?? AttemptOutcome.Stopped(task.StopReason(key.Run) ?? "attempt_ended");
        }

        (int failed, int left, int warnings, string[] stories) = await CountAsync(transaction, key.TaskId, count, cancellationToken);
        NpgsqlBatch batch = transaction.Batch().Add(ExecutionSql.SetActor, Actor, JsonSerializer.Serialize(new { attempt = key.Number }));
        AttemptOutcome outcome;
        if (!AttemptEnds.IsWanted(task, attempt, key))
        {
            outcome = AttemptOutcome.Stopped(task.StopReason(key.Run) ?? "not_running");
            AttemptEnds.Close(batch, key, TaskRecordStatus.Cancelled, outcome);
        }
        else if (failed + left > failuresMax)
        {
            string[] parts =
            [
                $"{failed} of {count} items failed, {failuresMax} may",
                .. stories,
                .. failed > stories.Length ? (string[])["..."] : [],
                .. left > 0 ? (string[])[$"{left} were not begun"] : [],
            ];
            var failure = new AttemptFailure(ItemsFailed, string.Join("; ", parts), Retryable: false);
            outcome = new AttemptOutcome(AttemptResult.Failed, Reason: failure.ErrorType);
            AttemptEnds.Close(batch, key, TaskRecordStatus.Failed, outcome, failure);
            batch.Add(ExecutionSql.Fail, key.TaskId, failure.ErrorType, failure.Message);
        }
        else
        {
            TaskRecordStatus status = failed + left + warnings > 0 ? TaskRecordStatus.CompletedWithWarnings : TaskRecordStatus.Completed;
            outcome = new AttemptOutcome(AttemptResult.Completed);
            AttemptEnds.Close(batch, key, status, outcome);
            batch.Add(MapSql.Complete, key.TaskId, status, failed + left + warnings, count);
        }

        await transaction.CommitAsync(batch, cancellationToken);
        notifier.NotifyCommitted();
        return outcome;
    }

    static async Task<(int Failed, int Left, int Warnings, string[] Stories)> CountAsync(
        ExecutionTransaction transaction, Guid mapTaskId, int count, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = transaction.Batch().Add(MapSql.Count, mapTaskId, count);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2), reader.IsDBNull(3) ? [] : reader.GetFieldValue<string[]>(3));
    }
}
