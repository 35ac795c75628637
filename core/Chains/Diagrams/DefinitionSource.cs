using Orchestrator.Core.Chains.Definitions;

namespace Orchestrator.Core.Chains.Diagrams;

/// <summary>A definition as its pictures need it: what the nodes are, not how they stand.</summary>
public static class DefinitionSource
{
    public static DiagramSource Of(string title, CheckedDefinition definition) => new(
        title,
        BegunAt: null,
        [.. definition.Nodes.Select(ToNode)],
        [
            .. from node in definition.Nodes
               from edge in node.Source.After
               select new DiagramEdge(
                   edge.Parent, node.Key, edge.Condition, edge.Condition == EdgeCondition.Expression ? edge.Expression : null),
        ]);

    static DiagramNode ToNode(CheckedNode node) => new(
        node.Key,
        node.Name,
        ChainWords.Of(node.Kind),
        node.Kind is NodeKind.Work or NodeKind.Map ? node.Handler : node.SubChain ?? "");
}
