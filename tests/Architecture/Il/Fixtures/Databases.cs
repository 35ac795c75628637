#pragma warning disable CA1822, MA0038, MA0041
namespace Orchestrator.Architecture.Tests.Il.Fixtures.Databases;

sealed class Peeking
{
    public string Where()
    {
        using var connection = new Npgsql.NpgsqlConnection("Host=localhost");
        return connection.ConnectionString;
    }
}
