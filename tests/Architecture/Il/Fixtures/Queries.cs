#pragma warning disable CA1822, MA0038, MA0041, S1144
namespace Orchestrator.Architecture.Tests.Il.Fixtures.Queries;

sealed class Handler
{
    const string Constant = "DELETE FROM orchestrator.tasks";

    public string Interpolated(string table) => $"SELECT id FROM {table} WHERE status = 'pending'";

    public string Folded() => Constant;
}
