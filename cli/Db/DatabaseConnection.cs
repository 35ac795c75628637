using Npgsql;

namespace Orchestrator.Cli.Db;

/// <summary>A database that can be reached.</summary>
/// <param name="Description">For people: where it is, never its password.</param>
/// <param name="StartedHere">True when this call started the server.</param>
internal sealed record DatabaseConnection(string ConnectionString, string Description, bool StartedHere)
{
    /// <summary>The same by TCP, for programs that know no other way.</summary>
    public string TcpConnectionString { get; init; } = ConnectionString;

    /// <summary>The same database, reached by TCP.</summary>
    public DatabaseConnection ByTcp => this with { ConnectionString = TcpConnectionString };

    /// <summary>The connection string of another database on the same server.</summary>
    public string To(string database) => new NpgsqlConnectionStringBuilder(ConnectionString) { Database = database }.ConnectionString;
}
