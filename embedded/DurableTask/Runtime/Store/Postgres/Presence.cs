using Npgsql;

namespace Microsoft.DurableTask.Runtime.Store.Postgres;

/// <summary>
/// Shows that an owner's process lives: a session that holds an advisory lock of the owner's name. When the process is killed, its
/// system closes the connection and the server lets the lock go, so others need not wait for the lease to run out. Only a reason to take
/// over sooner: what keeps an owner from writing that was thought dead is the epoch.
/// </summary>
internal sealed class Presence(string connectionString, string owner) : IAsyncDisposable
{
    const int TimeoutSeconds = 5;

    /// <summary>
    /// In SQL, whether the process of an owner is known to be dead. A server that has just started says nothing about anybody: its
    /// clients are on their way back. The lock that the question takes ends with its transaction.
    /// </summary>
    public static string IsDead(string owner) =>
        $"(pg_postmaster_start_time() < clock_timestamp() - interval '10 seconds' AND pg_try_advisory_xact_lock_shared({Key(owner)}))";

    readonly NpgsqlDataSource _source = HubDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
    {
        Pooling = false,
        ApplicationName = "durable-presence",
        CommandTimeout = TimeoutSeconds,
    });

    NpgsqlConnection? _session;

    static string Key(string owner) => $"hashtextextended('durable owner ' || {owner}, 0)";

    /// <summary>Makes sure that the lock is held. A connection that broke is replaced.</summary>
    public async Task ShowAsync(CancellationToken cancellationToken)
    {
        if (_session is { } session)
        {
            try
            {
                await using var probe = new NpgsqlCommand("SELECT 1", session);
                await probe.ExecuteNonQueryAsync(cancellationToken);
                return;
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException or InvalidOperationException)
            {
                _session = null;
                await session.DisposeAsync();
            }
        }

        NpgsqlConnection opened = await _source.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var take = new NpgsqlCommand($"SELECT pg_advisory_lock({Key("$1")})", opened) { Parameters = { new() { Value = owner } } };
            await take.ExecuteNonQueryAsync(cancellationToken);
            _session = opened;
        }
        finally
        {
            if (_session is null) await opened.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_session is { } session) await session.DisposeAsync();
        await _source.DisposeAsync();
    }
}
