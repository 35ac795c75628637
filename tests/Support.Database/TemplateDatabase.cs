using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Orchestrator.Database.Migrations;

namespace Orchestrator.Tests.Support.Database;

/// <summary>Migrated once per test process; copying it takes some 50 ms, migrating 300.</summary>
static class TemplateDatabase
{
    static readonly Lazy<Task<TestDatabase>> Template = new(CreateAsync);

    public static async Task<string> GetNameAsync() => (await Template.Value).Name;

    static async Task<TestDatabase> CreateAsync()
    {
        TestDatabase database = await TestDatabase.CreateAsync();
        await new SchemaMigrator(database.ConnectionString, TimeProvider.System, NullLogger<SchemaMigrator>.Instance)
            .MigrateAsync(CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Drop(database);
        return database;
    }

    // The process is ending: nothing can be awaited any more.
    static void Drop(TestDatabase database)
    {
        using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = "postgres", Pooling = false }.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand($"DROP DATABASE IF EXISTS \"{database.Name}\" WITH (FORCE)", connection);
        command.ExecuteNonQuery();
    }
}
