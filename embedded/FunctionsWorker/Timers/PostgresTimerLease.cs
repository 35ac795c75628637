using Npgsql;
using NpgsqlTypes;

namespace Microsoft.Azure.Functions.Worker.Timers;

/// <summary>Every statement runs on the session that holds the lock, so it cannot succeed once the lock is gone.</summary>
sealed class PostgresTimerLease(NpgsqlConnection connection, string hub) : ITimerLease
{
    readonly SemaphoreSlim _turn = new(1);

    public Task<TimerState?> ReadAsync(string function, CancellationToken cancellationToken)
        => RunAsync("SELECT schedule, last_due, next_due, updated_at FROM functions.timers WHERE hub = $1 AND function = $2",
            [function],
            async command =>
            {
                await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
                return await reader.ReadAsync(cancellationToken)
                    ? new TimerState(
                        reader.GetString(0),
                        await reader.IsDBNullAsync(1, cancellationToken) ? null : reader.GetFieldValue<DateTimeOffset>(1),
                        await reader.IsDBNullAsync(2, cancellationToken) ? DateTimeOffset.MaxValue : reader.GetFieldValue<DateTimeOffset>(2),
                        reader.GetFieldValue<DateTimeOffset>(3))
                    : null;
            },
            cancellationToken);

    public Task ScheduleAsync(string function, string schedule, DateTimeOffset nextDue, CancellationToken cancellationToken)
        => RunAsync("""
            INSERT INTO functions.timers (hub, function, schedule, next_due) VALUES ($1, $2, $3, $4)
            ON CONFLICT (hub, function) DO UPDATE SET schedule = excluded.schedule, next_due = excluded.next_due, updated_at = clock_timestamp()
            """,
            [function, schedule, nextDue],
            command => command.ExecuteNonQueryAsync(cancellationToken),
            cancellationToken);

    public Task<bool> TryClaimAsync(
        string function, string schedule, DateTimeOffset due, DateTimeOffset? nextDue, CancellationToken cancellationToken)
        => RunAsync("""
            INSERT INTO functions.timers AS t (hub, function, schedule, last_due, next_due) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (hub, function) DO UPDATE
            SET schedule = excluded.schedule, last_due = excluded.last_due, next_due = excluded.next_due, updated_at = clock_timestamp()
            WHERE t.last_due IS NULL OR t.last_due < excluded.last_due
            """,
            [function, schedule, due, nextDue],
            async command => await command.ExecuteNonQueryAsync(cancellationToken) == 1,
            cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        _turn.Dispose();
    }

    async Task<T> RunAsync<T>(string sql, object?[] values, Func<NpgsqlCommand, Task<T>> run, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await using NpgsqlCommand command = new(sql, connection) { Parameters = { new() { Value = hub } } };
            foreach (object? value in values)
            {
                object parameter = value is DateTimeOffset time ? time.ToUniversalTime() : value ?? DBNull.Value;
                command.Parameters.Add(new() { Value = parameter, NpgsqlDbType = value is string ? NpgsqlDbType.Text : NpgsqlDbType.TimestampTz });
            }
            return await run(command);
        }
        finally
        {
            _turn.Release();
        }
    }
}
