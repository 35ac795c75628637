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

    /// <param name="roles">Each as <c>name</c> or <c>name=object id</c>.</param>
    /// <exception cref="CommandFailedException">One is neither, is not there, or cannot be made.</exception>
    public static async Task GrantAsync(
        string connectionString, IReadOnlyList<string> roles, Action<string> say, CancellationToken cancellationToken)
    {
        if (roles.Count == 0)
            return;
        try
        {
            await new HostRoles(connectionString).GrantAsync([.. roles.Select(HostRole.Parse)], cancellationToken);
            say($"May use the schema: {string.Join(", ", roles.Select(role => HostRole.Parse(role).Name))}.");
        }
        catch (FormatException error)
        {
            throw new CommandFailedException($"--host-role: {error.Message}", error);
        }
        catch (NpgsqlException error)
        {
            throw new CommandFailedException($"The schema is migrated, but the hosts' roles were not given their rights: {error.Message}", error);
        }
    }
}
