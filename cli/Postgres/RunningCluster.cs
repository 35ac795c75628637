using Npgsql;

namespace Orchestrator.Cli.Postgres;

/// <summary>How to reach a server that was started or found.</summary>
/// <param name="Reused">It was running already.</param>
internal sealed record RunningCluster(int Port, string Password, string Version, bool Reused)
{
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Database = database,
        Username = ClusterCreator.Superuser,
        Password = Password,
    }.ConnectionString;
}
