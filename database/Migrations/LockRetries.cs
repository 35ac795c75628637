using Microsoft.Extensions.Logging;
using Npgsql;

namespace Orchestrator.Database.Migrations;

/// <summary>Repeats what did not get its locks within <c>lock_timeout</c>, and says in the end who holds them.</summary>
sealed class LockRetries(TimeProvider timeProvider, ILogger logger)
{
    const string OldestTransaction = """
        SELECT format('process %s (%s, %s) in a transaction since %s', pid, coalesce(nullif(application_name, ''), 'unnamed'), state, xact_start)
        FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL
        ORDER BY xact_start LIMIT 1
        """;

    public int Attempts { get; init; } = 30;

    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    public async Task RunAsync(string what, Func<Task> actAsync, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await actAsync();
                return;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                string holder = await FindHolderAsync(connection, cancellationToken);
                if (attempt >= Attempts)
                {
                    throw new SchemaMigrationException($"No lock for {what} after {attempt} attempts. Oldest transaction: {holder}", e);
                }

                DatabaseLog.Blocked(logger, what, attempt, Attempts, holder);
                await Task.Delay(Pause, timeProvider, cancellationToken);
            }
        }
    }

    static async Task<string> FindHolderAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(OldestTransaction, connection);
        return await command.ExecuteScalarAsync(cancellationToken) as string ?? "none any more";
    }
}
