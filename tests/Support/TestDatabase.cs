using Npgsql;

namespace Orchestrator.Tests.Support;

/// <summary>
/// A PostgreSQL database of one test's (or one fixture's) own, dropped on disposal. The server is the one that
/// <c>ORCHESTRATOR_TEST_DB</c> names (an administrator's connection string); <c>./test</c> starts it and sets the variable.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    const string ServerVariable = "ORCHESTRATOR_TEST_DB";
    readonly string _administrator;

    TestDatabase(string administrator, string name)
    {
        _administrator = administrator;
        Name = name;
        ConnectionString = new NpgsqlConnectionStringBuilder(administrator) { Database = name }.ConnectionString;
    }

    public string Name { get; }

    public string ConnectionString { get; }

    /// <summary>Creates an empty database, or a copy of <paramref name="template"/> (which nobody may be connected to).</summary>
    /// <exception cref="InvalidOperationException">No server is named: run <c>./test</c>, or set the variable.</exception>
    public static async Task<TestDatabase> CreateAsync(string? template = null, CancellationToken cancellationToken = default)
    {
        string administrator = Environment.GetEnvironmentVariable(ServerVariable)
            ?? throw new InvalidOperationException(
                $"{ServerVariable} is not set. ./test starts a PostgreSQL server and sets it; with a server of your own: " +
                $"{ServerVariable}='Host=127.0.0.1;Username=postgres' dotnet test");
        var database = new TestDatabase(administrator, $"test_{Guid.NewGuid():N}");
        string from = template is null ? "" : $" TEMPLATE \"{template}\"";
        await database.AdministerAsync($"CREATE DATABASE \"{database.Name}\"{from}", cancellationToken);
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        await using (var pooled = new NpgsqlConnection(ConnectionString))
        {
            NpgsqlConnection.ClearPool(pooled);
        }

        await AdministerAsync($"DROP DATABASE IF EXISTS \"{Name}\" WITH (FORCE)", CancellationToken.None);
    }

    async Task AdministerAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(_administrator);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
