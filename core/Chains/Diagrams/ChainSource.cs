using Orchestrator.Core.Chains.Reading;

namespace Orchestrator.Core.Chains.Diagrams;

/// <summary>A stored chain as its pictures need it.</summary>
static class ChainSource
{
    public static DiagramSource Of(ChainRecord chain) => new(
        chain.Name,
        chain.StartedAt is null ? null : chain.CreatedAt,
        [.. chain.Nodes.Select(ToNode)],
        [.. chain.Edges.Select(e => new DiagramEdge(e.Parent, e.Child, e.Condition, e.Expression))]);

    static DiagramNode ToNode(ChainNodeRecord node) =>
        new(node.Key, node.Name, ChainWords.Of(node.Kind), node.Kind is NodeKind.Work or NodeKind.Map ? node.Handler : "")
        {
            State = new DiagramState(
                node.TaskId,
                node.Status,
                node.StartedAt,
                node.CompletedAt,
                node.ErrorType,
                node.ErrorMessage,
                node.Items is { } items ? new DiagramItems(items.Total, items.Completed + items.Failed, items.Failed) : null),
        };
}
