using Npgsql;

namespace Microsoft.Azure.Functions.Worker.Timers;

/// <summary>A session's advisory lock is the lease: PostgreSQL gives it up when the process or its connection dies.</summary>
sealed class PostgresTimerStore(string connectionString) : ITimerStore
{
    // "timers" in ASCII: the first half of the lock's key; the second is the hub's hash.
    const int LockSpace = 0x74696d65;

    const string Schema = """
        SELECT pg_advisory_xact_lock(x'74696d65'::int, 0);
        CREATE SCHEMA IF NOT EXISTS functions;
        CREATE TABLE IF NOT EXISTS functions.timers (
            hub text NOT NULL,
            function text NOT NULL,
            schedule text NOT NULL,
            last_due timestamptz,
            next_due timestamptz,
            updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            CONSTRAINT timers_pkey PRIMARY KEY (hub, function)
        );
        """;

    bool _schemaExists;

    public async Task<ITimerLease?> TryAcquireAsync(string hub, CancellationToken cancellationToken)
    {
        // Not pooled: the lock must go with the connection, and a keepalive finds a dead server while no timer is due.
        NpgsqlConnectionStringBuilder settings = new(connectionString) { Pooling = false, KeepAlive = 10, ApplicationName = "functions-timers" };
        NpgsqlConnection connection = new(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await EnsureSchemaAsync(connection, cancellationToken);
            await using NpgsqlCommand command = new("SELECT pg_try_advisory_lock($1, hashtext($2))", connection)
            {
                Parameters = { new() { Value = LockSpace }, new() { Value = hub.ToLowerInvariant() } },
            };
            if ((bool)(await command.ExecuteScalarAsync(cancellationToken))!)
                return new PostgresTimerLease(connection, hub);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
        await connection.DisposeAsync();
        return null;
    }

    async Task EnsureSchemaAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (_schemaExists)
            return;
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using NpgsqlCommand command = new(Schema, connection, transaction);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        _schemaExists = true;
    }
}
