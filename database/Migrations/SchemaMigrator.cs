using Microsoft.Extensions.Logging;
using Npgsql;

namespace Orchestrator.Database.Migrations;

/// <summary>
/// Brings a database to this build's schema: numbered migrations, each once and in a transaction of its own, then the
/// logic whole in one transaction when its checksum differs. Several may run at once: an advisory lock lets one work and
/// the others find it done. Never applies an older build over a newer one.
/// </summary>
/// <param name="connectionString">Of a role that may create schemas and extensions; hosts need no such right.</param>
public sealed class SchemaMigrator(
    string connectionString, TimeProvider timeProvider, ILogger<SchemaMigrator> logger, params IReadOnlyList<SchemaStep> furtherSteps)
{
    const long AdvisoryLock = 7_304_110_524_000_001;

    internal SchemaScripts Build { get; init; } = SchemaScripts.Embedded;

    internal LockRetries Retries { get; init; } = new(timeProvider, logger);

    /// <returns>What was done; nothing when the database was up to date.</returns>
    /// <exception cref="SchemaMigrationException">Newer database, changed migration, failing SQL, or a lock that nobody let go.</exception>
    /// <exception cref="NpgsqlException">The server cannot be reached.</exception>
    public async Task<MigrationResult> MigrateAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(MigrationConnectionString());
        await connection.OpenAsync(cancellationToken);
        await Retries.RunAsync(
            "the migration lock",
            () => ExecuteAsync(connection, $"SELECT pg_advisory_lock({AdvisoryLock})", cancellationToken),
            connection,
            cancellationToken);

        // Closing the connection, which is not pooled, gives the lock back.
        await Retries.RunAsync(
            "the version tables", () => SchemaVersionTable.CreateAsync(connection, cancellationToken), connection, cancellationToken);
        SchemaVersion version = await SchemaVersionTable.ReadAsync(connection, cancellationToken);
        if (version.RefusalFor(Build) is string refusal)
        {
            throw new SchemaMigrationException(refusal);
        }

        SchemaScript[] pending = [.. Build.Migrations.Where(m => !version.Applied.ContainsKey(m.Number))];
        foreach (SchemaScript migration in pending)
        {
            await ApplyAsync(
                connection, migration.Name, [migration],
                () => SchemaVersionTable.RecordMigrationAsync(connection, migration, cancellationToken), cancellationToken);
        }

        bool newLogic = version.Logic?.Checksum != Build.LogicChecksum || version.Logic.Product < Build.Product;
        if (newLogic)
        {
            await ApplyAsync(
                connection, "logic", Build.Logic,
                () => SchemaVersionTable.RecordLogicAsync(connection, Build, cancellationToken), cancellationToken);
        }

        foreach (SchemaStep step in furtherSteps)
        {
            await Retries.RunAsync(step.Name, () => step.ApplyAsync(connection, cancellationToken), connection, cancellationToken);
        }

        return new MigrationResult([.. pending.Select(m => m.Name)], newLogic);
    }

    Task ApplyAsync(
        NpgsqlConnection connection, string name, IReadOnlyList<SchemaScript> scripts, Func<Task> recordAsync,
        CancellationToken cancellationToken) => Retries.RunAsync(
        name,
        async () =>
        {
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
            foreach (SchemaScript script in scripts)
            {
                await ExecuteScriptAsync(connection, script, cancellationToken);
            }

            await recordAsync();
            await transaction.CommitAsync(cancellationToken);
            DatabaseLog.Applied(logger, name);
        },
        connection,
        cancellationToken);

    static async Task ExecuteScriptAsync(NpgsqlConnection connection, SchemaScript script, CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync(connection, script.Sql, cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState != PostgresErrorCodes.LockNotAvailable)
        {
            throw new SchemaMigrationException($"{script.Name}: {e.MessageText} ({e.SqlState}). Nothing of it was applied", e);
        }
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // Re-creating triggers behind an open transaction stops every writer that comes after: so wait briefly, step back, try again.
    string MigrationConnectionString() => new NpgsqlConnectionStringBuilder(connectionString)
    {
        Pooling = false,
        ApplicationName = "orchestrator db migrate",
        Options = "-c lock_timeout=2s -c search_path=orchestrator,public",
    }.ConnectionString;
}

/// <param name="Migrations">Names of those applied now.</param>
public sealed record MigrationResult(IReadOnlyList<string> Migrations, bool LogicApplied);
