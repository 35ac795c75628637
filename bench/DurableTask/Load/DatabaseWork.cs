using Npgsql;

namespace Orchestrator.Bench.DurableTask.Load;

/// <summary>
/// What the server has done so far: transactions and rows of this database, and WAL of the whole server. Backends hand in their counts
/// when they end, so both readings are taken while no pool of the measured host is open.
/// </summary>
internal sealed record DatabaseWork(long Transactions, long Rows, long WalBytes)
{
    public static async Task<DatabaseWork> ReadAsync(string connectionString, CancellationToken cancellationToken)
    {
        NpgsqlConnection.ClearAllPools();
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var others = new NpgsqlCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()",
            connection);
        while ((long)(await others.ExecuteScalarAsync(cancellationToken))! > 0) await Task.Delay(10, cancellationToken);
        await using var command = new NpgsqlCommand("""
            SELECT xact_commit + xact_rollback, tup_inserted + tup_updated + tup_deleted,
                   (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint
            FROM pg_stat_database WHERE datname = current_database()
            """, connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new DatabaseWork(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
    }

    public static DatabaseWork operator -(DatabaseWork after, DatabaseWork before) =>
        new(after.Transactions - before.Transactions, after.Rows - before.Rows, after.WalBytes - before.WalBytes);
}
