using Npgsql;

namespace Orchestrator.Database.Migrations;

/// <summary>Makes the database that a connection string names, where its server has none of that name.</summary>
public static class DatabaseCreator
{
    /// <returns>False when it was there.</returns>
    /// <exception cref="NpgsqlException">The server cannot be reached, or the role may not create databases.</exception>
    public static async Task<bool> CreateIfMissingAsync(string connectionString, CancellationToken cancellationToken)
    {
        var target = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        try
        {
            await using var connection = new NpgsqlConnection(target.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            return false;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            return await CreateAsync(target, cancellationToken);
        }
    }

    static async Task<bool> CreateAsync(NpgsqlConnectionStringBuilder target, CancellationToken cancellationToken)
    {
        string name = target.Database!;
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(target.ConnectionString) { Database = "postgres" }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"CREATE DATABASE \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", connection);
        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
            return true;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Somebody else made it in between.
            return false;
        }
    }
}
