using Npgsql;
using Orchestrator.Core.Retention;
using Orchestrator.Database.Repositories.Execution;

namespace Orchestrator.Database.Repositories.Maintenance;

/// <summary><c>purge_finished</c>, that gives way: below <c>deadlock_timeout</c> (1 s), so that in a knot it is the purge that lets go.</summary>
sealed class RetentionStore(NpgsqlDataSource dataSource) : IRetentionStore
{
    const string GiveWay = "SET LOCAL lock_timeout = '500ms'";

    /// <summary>$1 age, $2 limit.</summary>
    const string Purge = "SELECT tasks, chains, events FROM orchestrator.purge_finished(clock_timestamp() - $1::interval, $2)";

    public async Task<PurgedBatch?> PurgeAsync(TimeSpan age, int limit, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            PurgedBatch purged = await PurgeAsync(connection, age, limit, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return purged;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
        {
            return null;
        }
    }

    static async Task<PurgedBatch> PurgeAsync(NpgsqlConnection connection, TimeSpan age, int limit, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new NpgsqlBatch(connection).Add(GiveWay).Add(Purge, age, limit);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new PurgedBatch(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
    }
}
