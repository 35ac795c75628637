using Npgsql;
using Orchestrator.Cli;
using Orchestrator.Cli.Db;
using Orchestrator.Cli.Postgres;
using Orchestrator.Database.Migrations;

namespace Orchestrator.Bench.DurableTask.Load;

/// <summary>Where the benchmark's hubs live.</summary>
internal static class BenchDatabase
{
    const string Name = "orchestrator_bench";

    /// <summary>The database asked for, else one of its own on the server that <c>./run</c> uses; created where it is missing.</summary>
    public static async Task<string> FindAsync(string? asked, CancellationToken cancellationToken, string name = Name)
    {
        string found = asked ?? await FindServerAsync(name, cancellationToken);
        await DatabaseCreator.CreateIfMissingAsync(found, cancellationToken);
        return found;
    }

    static async Task<string> FindServerAsync(string name, CancellationToken cancellationToken)
    {
        var local = LocalPostgres.Of(CliHome.Resolve(chosen: null), TimeProvider.System, Console.Error.WriteLine);
        var source = new DatabaseSource(local, Environment.GetEnvironmentVariable(DatabaseSource.Variable));
        DatabaseConnection database = await source.StartAsync(new ClusterSettings(), cancellationToken);
        await Console.Error.WriteLineAsync(database.Description);
        return database.To(name);
    }

    /// <summary>Deletes what a hub left, so that a later run does not find the tables of this one.</summary>
    public static async Task DeleteHubAsync(string connectionString, string hub, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        foreach (string table in (string[])["turns", "results", "inbox"])
        {
            await ExecuteAsync(connection, $"""
                DELETE FROM durable.{table} WHERE partition_id IN (
                    SELECT p.id FROM durable.partitions AS p JOIN durable.hubs AS h ON h.id = p.hub_id WHERE h.name = $1)
                """, hub, cancellationToken);
        }

        await ExecuteAsync(
            connection, "DELETE FROM durable.instances WHERE hub_id = (SELECT id FROM durable.hubs WHERE name = $1)", hub, cancellationToken);
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string sql, string hub, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300, Parameters = { new() { Value = hub } } };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
