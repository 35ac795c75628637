using System.Text.Json;
using Npgsql;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Database.Repositories.Execution;

/// <summary>One transaction over one task; what is not committed is rolled back by disposal.</summary>
sealed class ExecutionTransaction : IAsyncDisposable
{
    readonly NpgsqlConnection _connection;
    readonly NpgsqlTransaction _transaction;

    ExecutionTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        _connection = connection;
        _transaction = transaction;
    }

    public static async Task<ExecutionTransaction> BeginAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        try
        {
            return new ExecutionTransaction(connection, await connection.BeginTransactionAsync(cancellationToken));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public NpgsqlBatch Batch() => new(_connection, _transaction);

    /// <param name="attempt">Null: the last one.</param>
    /// <returns>Null when there is no such task.</returns>
    public async Task<LockedTask?> LockAsync(Guid taskId, int? attempt, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = Batch()
            .Add(TaskLock.Take, taskId)
            .Add(ExecutionSql.ReadTask, taskId)
            .Add(ExecutionSql.ReadAttempt, taskId, attempt);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var task = new LockedTask(
            reader.GetFieldValue<TaskRecordStatus>(0),
            reader.GetInt32(1),
            reader.GetString(2),
            reader.Text(3),
            reader.GetString(4),
            reader.GetInt32(5),
            reader.GetInt32(6),
            reader.GetBoolean(7),
            reader.Nullable<DateTimeOffset>(8),
            reader.GetBoolean(9),
            ChainWords.TryParse(reader.GetString(10), out NodeKind kind) ? kind : NodeKind.Work,
            reader.Nullable<Guid>(11),
            reader.GetString(12),
            reader.Text(13),
            Attempt: null);
        await reader.NextResultAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? task with { Attempt = ReadAttempt(reader) } : task;
    }

    /// <summary>Executes the statements, then commits.</summary>
    /// <returns>First column of the first row of the last statement that gave one.</returns>
    public async Task<object?> CommitAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        object? last = null;
        await using (batch)
        await using (NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            do
            {
                if (await reader.ReadAsync(cancellationToken))
                {
                    last = reader.GetValue(0);
                }
            }
            while (await reader.NextResultAsync(cancellationToken));
        }

        await _transaction.CommitAsync(cancellationToken);
        return last;
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    static LockedAttempt ReadAttempt(NpgsqlDataReader reader) => new(
        reader.GetInt32(0),
        reader.GetFieldValue<TaskRecordStatus>(1),
        reader.GetFieldValue<DateTimeOffset>(2),
        reader.Text(3),
        reader.Text(4) is { } outcome ? JsonSerializer.Deserialize<AttemptOutcome>(outcome) : null,
        reader.GetBoolean(5));
}
