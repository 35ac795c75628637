namespace Orchestrator.Core.Chains.Diagrams;

/// <summary>
/// Bars over time as JSON, in the order in which they began: <c>{ title, from, to, bars: [{ key, status, ready_at, started_at, ended_at,
/// wait_ms, duration_ms, is_open }] }</c>. From <c>ready_at</c> (all parents ended) to <c>started_at</c> a node waited for its turn.
/// </summary>
public static class GanttData
{
    /// <param name="now">Where the bars of what still runs end.</param>
    public static string Write(DiagramSource source, DateTimeOffset now)
    {
        var ends = source.Nodes.ToDictionary(n => n.Key, n => n.State?.CompletedAt);
        ILookup<string, string> parents = source.Edges.ToLookup(e => e.Child, e => e.Parent);
        List<Bar> bars =
        [
            .. from node in source.Nodes
               let ready = ReadyAt(source, [.. parents[node.Key].Select(parent => ends[parent])])
               let bar = ToBar(node, ready, now)
               orderby bar.StartedAt is null, bar.StartedAt, bar.ReadyAt
               select bar,
        ];
        return DiagramJson.Write(new Chart(
            source.Title, bars.Min(b => b.ReadyAt ?? b.StartedAt), bars.Max(b => b.EndedAt ?? b.StartedAt), bars));
    }

    static DateTimeOffset? ReadyAt(DiagramSource source, IReadOnlyList<DateTimeOffset?> parentEnds) =>
        parentEnds.Count == 0 ? source.BegunAt : parentEnds.All(end => end is not null) ? parentEnds.Max() : null;

    static Bar ToBar(DiagramNode node, DateTimeOffset? ready, DateTimeOffset now)
    {
        DateTimeOffset? started = node.State?.StartedAt;
        TimeSpan? duration = node.State?.Duration(now);
        TimeSpan? wait = ready is null || started is null || started < ready ? null : started - ready;
        return new Bar(
            node.Key,
            node.Name,
            node.State?.TaskId,
            DiagramJson.StatusOf(node.State),
            ready,
            started,
            started + duration ?? node.State?.CompletedAt,
            DiagramJson.Milliseconds(wait),
            DiagramJson.Milliseconds(duration),
            started is not null && node.State?.CompletedAt is null);
    }

    sealed record Chart(string Title, DateTimeOffset? From, DateTimeOffset? To, IReadOnlyList<Bar> Bars);

    sealed record Bar(
        string Key,
        string Name,
        Guid? TaskId,
        string? Status,
        DateTimeOffset? ReadyAt,
        DateTimeOffset? StartedAt,
        DateTimeOffset? EndedAt,
        long? WaitMs,
        long? DurationMs,
        bool IsOpen);
}
