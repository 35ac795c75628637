namespace Orchestrator.Core.Chains.Diagrams;

/// <summary>Nodes and edges as JSON, for programs that draw for themselves: <c>{ title, nodes: [...], edges: [...] }</c>.</summary>
public static class JsonGraph
{
    /// <param name="now">For the durations of what still runs.</param>
    public static string Write(DiagramSource source, DateTimeOffset now) => DiagramJson.Write(new Graph(
        source.Title,
        [.. source.Nodes.Select(node => ToNode(node, now))],
        [.. source.Edges.Select(edge => new Edge(edge.Parent, edge.Child, ChainWords.Of(edge.Condition), edge.Expression))]));

    static Node ToNode(DiagramNode node, DateTimeOffset now) => new(
        node.Key,
        node.Name,
        node.Kind,
        node.Handler.Length == 0 ? null : node.Handler,
        node.State?.TaskId,
        DiagramJson.StatusOf(node.State),
        node.State?.StartedAt,
        node.State?.CompletedAt,
        DiagramJson.Milliseconds(node.State?.Duration(now)),
        node.State?.ErrorType,
        node.State?.ErrorMessage,
        node.State?.Items);

    sealed record Graph(string Title, IReadOnlyList<Node> Nodes, IReadOnlyList<Edge> Edges);

    sealed record Node(
        string Key,
        string Name,
        string Kind,
        string? Handler,
        Guid? TaskId,
        string? Status,
        DateTimeOffset? StartedAt,
        DateTimeOffset? CompletedAt,
        long? DurationMs,
        string? ErrorType,
        string? ErrorMessage,
        DiagramItems? Items);

    sealed record Edge(string Parent, string Child, string Condition, string? Expression);
}
