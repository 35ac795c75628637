using Npgsql;

namespace Orchestrator.Database.Migrations;

/// <summary>The migrator's own tables: <c>schema_migrations</c> (one row each) and <c>schema_logic</c> (one row).</summary>
static class SchemaVersionTable
{
    const string Create = """
        CREATE SCHEMA IF NOT EXISTS orchestrator;
        CREATE TABLE IF NOT EXISTS orchestrator.schema_migrations (
            number     int         NOT NULL,
            name       text        NOT NULL,
            checksum   char(64)    NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            CONSTRAINT schema_migrations_pkey PRIMARY KEY (number)
        );
        CREATE TABLE IF NOT EXISTS orchestrator.schema_logic (
            only_row   boolean     NOT NULL DEFAULT true,
            product    text        NOT NULL,
            checksum   char(64)    NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            CONSTRAINT schema_logic_pkey PRIMARY KEY (only_row),
            CONSTRAINT schema_logic_has_one_row CHECK (only_row)
        );
        """;

    public static async Task CreateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Create, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <returns>An empty version when the tables are not there.</returns>
    public static async Task<SchemaVersion> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var applied = new Dictionary<int, AppliedMigration>();
        AppliedLogic? logic = null;
        await using (var exists = new NpgsqlCommand(
            "SELECT to_regclass('orchestrator.schema_migrations') IS NOT NULL AND to_regclass('orchestrator.schema_logic') IS NOT NULL",
            connection))
        {
            if (!(bool)(await exists.ExecuteScalarAsync(cancellationToken))!)
            {
                return new SchemaVersion(applied, logic);
            }
        }

        await using var command = new NpgsqlCommand(
            "SELECT number, name, checksum FROM orchestrator.schema_migrations; SELECT product, checksum FROM orchestrator.schema_logic",
            connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            applied.Add(reader.GetInt32(0), new AppliedMigration(reader.GetString(1), reader.GetString(2)));
        }

        await reader.NextResultAsync(cancellationToken);
        if (await reader.ReadAsync(cancellationToken))
        {
            logic = new AppliedLogic(Version.Parse(reader.GetString(0)), reader.GetString(1));
        }

        return new SchemaVersion(applied, logic);
    }

    public static async Task RecordMigrationAsync(
        NpgsqlConnection connection, SchemaScript migration, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "INSERT INTO orchestrator.schema_migrations (number, name, checksum) VALUES ($1, $2, $3)", connection)
        {
            Parameters = { new() { Value = migration.Number }, new() { Value = migration.Name }, new() { Value = migration.Checksum } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task RecordLogicAsync(NpgsqlConnection connection, SchemaScripts build, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO orchestrator.schema_logic (product, checksum) VALUES ($1, $2)
            ON CONFLICT (only_row) DO UPDATE SET product = excluded.product, checksum = excluded.checksum, applied_at = clock_timestamp()
            """,
            connection)
        {
            Parameters = { new() { Value = build.Product.ToString() }, new() { Value = build.LogicChecksum } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
