using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Diagrams;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Tests.Chains.Diagrams;

/// <summary>Sources for pictures.</summary>
static class Pictures
{
    public static readonly DateTimeOffset Noon = new(2030, 1, 2, 12, 0, 0, TimeSpan.Zero);

    public static DiagramNode Node(string key, string name = "", string kind = "work", string handler = "debug.echo", DiagramState? state = null) =>
        new(key, name.Length == 0 ? key : name, kind, handler) { State = state };

    public static DiagramState State(
        TaskRecordStatus status, double? startedAt = null, double? completedAt = null, string? error = null, DiagramItems? items = null) => new(
        Guid.Parse("0193a000-0000-7000-8000-000000000001"),
        status,
        startedAt is { } start ? Noon.AddSeconds(start) : null,
        completedAt is { } end ? Noon.AddSeconds(end) : null,
        error is null ? null : "broken",
        error,
        items);

    public static DiagramEdge Edge(string parent, string child, EdgeCondition condition = EdgeCondition.OnSuccess, string? expression = null) =>
        new(parent, child, condition, expression);

    public static DiagramSource Of(IReadOnlyList<DiagramNode> nodes, params DiagramEdge[] edges) => new("a chain", Noon, nodes, edges);
}
