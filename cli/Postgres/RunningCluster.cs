using Npgsql;

namespace Orchestrator.Cli.Postgres;

/// <summary>How to reach a server that was started or found.</summary>
/// <param name="Reused">It was running already.</param>
/// <param name="SocketFolder">Null where it listens on TCP alone.</param>
internal sealed record RunningCluster(int Port, string Password, string Version, bool Reused, string? SocketFolder = null)
{
    /// <summary>The shortest way: by the socket, where there is one.</summary>
    public string ConnectionString(string database) => ConnectionString(SocketFolder ?? Loopback, database);

    public string TcpConnectionString(string database) => ConnectionString(Loopback, database);

    const string Loopback = "127.0.0.1";

    string ConnectionString(string host, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = host,
        Port = Port,
        Database = database,
        Username = ClusterCreator.Superuser,
        Password = Password,
    }.ConnectionString;
}
