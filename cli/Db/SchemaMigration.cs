using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Orchestrator.Database.Migrations;

namespace Orchestrator.Cli.Db;

/// <summary><c>orchestrator db migrate</c>: makes the database when there is none, then brings its schema to this build's version.</summary>
internal static class SchemaMigration
{
    /// <exception cref="CommandFailedException">Newer database, changed migration, missing rights, or a lock that nobody let go.</exception>
    public static async Task RunAsync(string connectionString, Action<string> say, CancellationToken cancellationToken)
    {
        try
        {
            if (await DatabaseCreator.CreateIfMissingAsync(connectionString, cancellationToken))
                say("Database created.");
            var migrator = new SchemaMigrator(connectionString, TimeProvider.System, NullLogger<SchemaMigrator>.Instance);
            MigrationResult result = await migrator.MigrateAsync(cancellationToken);
            say(result.Migrations.Count > 0 || result.LogicApplied
                ? $"Schema migrated: {string.Join(", ", [.. result.Migrations, .. result.LogicApplied ? (string[])["logic"] : []])}."
                : "Schema is up to date.");
        }
        catch (Exception error) when (error is SchemaMigrationException or NpgsqlException)
        {
            throw new CommandFailedException($"The schema was not migrated: {error.Message}", error);
        }
    }
}
