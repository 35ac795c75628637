using Npgsql;
using Orchestrator.Cli.Postgres;
using Orchestrator.Database;

namespace Orchestrator.Cli.Db;

/// <summary>The database that <c>ORCHESTRATOR_DB</c> names, else the clone's own.</summary>
/// <param name="password">Of the configured one, where a token takes its place; null: the connection string has what is needed.</param>
internal sealed class DatabaseSource(LocalPostgres local, string? configured, DatabasePassword? password = null)
{
    public const string Variable = "ORCHESTRATOR_DB";
    const string Name = "orchestrator";

    bool IsConfigured => !string.IsNullOrWhiteSpace(configured);

    /// <summary>Starts the clone's own server unless a database is configured.</summary>
    /// <exception cref="CommandFailedException">It cannot be reached or started.</exception>
    public async Task<DatabaseConnection> StartAsync(ClusterSettings settings, CancellationToken cancellationToken) =>
        IsConfigured ? await CheckAsync(cancellationToken) : Describe(await local.StartAsync(settings, cancellationToken));

    /// <returns>Null when no database is configured and the clone's own server does not run.</returns>
    /// <exception cref="CommandFailedException">The configured one cannot be reached.</exception>
    public async Task<DatabaseConnection?> FindAsync(CancellationToken cancellationToken)
    {
        if (IsConfigured)
            return await CheckAsync(cancellationToken);
        return await local.FindAsync(cancellationToken) is { } cluster ? Describe(cluster) : null;
    }

    /// <summary>Stops what <see cref="StartAsync"/> started.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!IsConfigured)
            await local.StopAsync(cancellationToken);
    }

    static DatabaseConnection Describe(RunningCluster cluster) => new(
        cluster.ConnectionString(Name),
        $"PostgreSQL {cluster.Version} on 127.0.0.1:{cluster.Port}{(cluster.Reused ? " (was running)" : "")}",
        StartedHere: !cluster.Reused)
    {
        TcpConnectionString = cluster.TcpConnectionString(Name),
    };

    async Task<DatabaseConnection> CheckAsync(CancellationToken cancellationToken)
    {
        NpgsqlConnectionStringBuilder parsed = Parse();
        if (password is not null)
            parsed.Password = await TokenAsync(password, cancellationToken);
        var database = new DatabaseConnection(
            parsed.ConnectionString, $"PostgreSQL on {parsed.Host}:{parsed.Port}, database {parsed.Database} ({Variable})", StartedHere: false);
        try
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(parsed.ConnectionString) { Pooling = false }.ConnectionString);
            await connection.OpenAsync(cancellationToken);
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            // The server is there; the migration makes the database.
        }
        catch (NpgsqlException error)
        {
            throw new CommandFailedException($"{Variable}: {parsed.Host}:{parsed.Port} cannot be reached as {parsed.Username}: {error.Message}", error);
        }

        return database;
    }

    static async Task<string> TokenAsync(DatabasePassword password, CancellationToken cancellationToken)
    {
        try
        {
            return await password(cancellationToken);
        }
        catch (IOException error)
        {
            throw new CommandFailedException($"{error.Message}: {error.InnerException?.Message}", error);
        }
    }

    NpgsqlConnectionStringBuilder Parse()
    {
        try
        {
            var parsed = new NpgsqlConnectionStringBuilder(configured);
            parsed.Database ??= Name;
            return parsed;
        }
        catch (ArgumentException error)
        {
            // Not the value itself: it may hold a password.
            throw new CommandFailedException(
                $"{Variable} is not a connection string like 'Host=127.0.0.1;Username=orchestrator;Password=...;Database=orchestrator': {error.Message}", error);
        }
    }
}
