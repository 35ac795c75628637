using System.Data;
using System.Reflection;
using Npgsql;

namespace Microsoft.DurableTask.Runtime.Store.Postgres;

/// <summary>
/// Creates and upgrades schema <c>durable</c> from the numbered files in <c>Migrations/</c>, which are embedded and frozen once
/// merged. Applied by the first host whose account may create the schema.
/// </summary>
internal static class HubSchema
{
    const long AdvisoryLock = 0x6475_7261_626c_65; // "durable"
    const string Prefix = "Microsoft.DurableTask.Runtime.Store.Postgres.Migrations.";

    static readonly Lazy<IReadOnlyList<(int Version, string Name)>> Files = new(() =>
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(name => (Version: int.Parse(name.AsSpan(Prefix.Length, 4)), Name: name))
            .OrderBy(file => file.Version)]);

    /// <summary>The version that this runtime needs.</summary>
    public static int Version => Files.Value[^1].Version;

    /// <summary>Brings the schema to <see cref="Version"/>, each step in its own transaction, one process at a time.</summary>
    /// <exception cref="PostgresException">42501: the account lacks the rights.</exception>
    public static Task ApplyAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken) =>
        ApplyAsync(dataSource, Version, cancellationToken);

    /// <summary>The same up to a version: a test's hub from before.</summary>
    public static async Task ApplyAsync(NpgsqlDataSource dataSource, int upTo, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_lock({AdvisoryLock})", cancellationToken);
        try
        {
            await ExecuteAsync(connection, """
                CREATE SCHEMA IF NOT EXISTS durable;
                CREATE TABLE IF NOT EXISTS durable.schema_versions (
                    version    int         CONSTRAINT schema_versions_pkey PRIMARY KEY,
                    name       text        NOT NULL,
                    applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
                );
                """, cancellationToken);
            int current = await ReadVersionAsync(connection, cancellationToken);
            foreach ((int version, string name) in Files.Value.Where(file => file.Version > current && file.Version <= upTo))
            {
                await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
                await ExecuteAsync(connection, await ReadFileAsync(name, cancellationToken), cancellationToken);
                await using var record = new NpgsqlCommand(
                    "INSERT INTO durable.schema_versions (version, name) VALUES ($1, $2)", connection, transaction)
                {
                    Parameters = { new() { Value = version }, new() { Value = name[Prefix.Length..] } },
                };
                await record.ExecuteNonQueryAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            }
        }
        finally
        {
            // The lock belongs to the session, and the session goes back to the pool; a broken one has neither.
            if (connection.State == ConnectionState.Open)
            {
                await ExecuteAsync(connection, $"SELECT pg_advisory_unlock({AdvisoryLock})", CancellationToken.None);
            }
        }
    }

    /// <summary>Makes sure that the schema is there: as it is, or by <see cref="ApplyAsync(NpgsqlDataSource, CancellationToken)"/> where the account may.</summary>
    /// <exception cref="HubSchemaMissingException">It is missing or old, and the account may not change it; or it is newer.</exception>
    public static async Task EnsureAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        int found = await FindVersionAsync(dataSource, cancellationToken);
        if (found == Version) return;
        if (found > Version)
        {
            throw new HubSchemaMissingException(
                $"Schema durable has version {found}, this program knows {Version}: an older program may not write it. Upgrade the program.");
        }

        try
        {
            await ApplyAsync(dataSource, cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new HubSchemaMissingException(
                $"Schema durable has version {found}, this program needs {Version}, and its database account may not create it. " +
                "Start a function host once with an account that may create schemas.", e);
        }
    }

    static async Task<int> FindVersionAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var exists = new NpgsqlCommand("SELECT to_regclass('durable.schema_versions') IS NOT NULL", connection);
        return (bool)(await exists.ExecuteScalarAsync(cancellationToken))! ? await ReadVersionAsync(connection, cancellationToken) : 0;
    }

    static async Task<int> ReadVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT coalesce(max(version), 0) FROM durable.schema_versions", connection);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    static async Task<string> ReadFileAsync(string name, CancellationToken cancellationToken)
    {
        await using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
