namespace Orchestrator.Core.Chains.Graph;

/// <summary>When a node could begin and must have ended, counted from the chain's start.</summary>
/// <param name="Slack">How much longer it could take without the chain taking longer.</param>
public readonly record struct NodeSchedule(TimeSpan EarliestStart, TimeSpan EarliestFinish, TimeSpan LatestFinish, TimeSpan Slack);

/// <summary>
/// The critical path method (J. E. Kelley and M. R. Walker, "Critical-path planning and scheduling", 1959): with any number of
/// tasks at a time, how long the chain takes and which tasks decide that. Linear time.
/// </summary>
public sealed class ChainSchedule
{
    ChainSchedule(NodeSchedule[] nodes, TimeSpan length, IReadOnlyList<int> criticalPath)
    {
        Nodes = nodes;
        Length = length;
        CriticalPath = criticalPath;
    }

    public IReadOnlyList<NodeSchedule> Nodes { get; }

    public TimeSpan Length { get; }

    /// <summary>One longest path from a root to its end; of equals, the one whose nodes were given first.</summary>
    public IReadOnlyList<int> CriticalPath { get; }

    /// <param name="durations">By node, none negative.</param>
    /// <exception cref="ArgumentException">The graph has a cycle, or another number of nodes.</exception>
    public static ChainSchedule Of(ChainGraph graph, ReadOnlySpan<TimeSpan> durations)
    {
        GraphOrder order = GraphOrder.Of(graph);
        if (order.Cycle is not null || durations.Length != graph.NodeCount)
        {
            throw new ArgumentException("needs a graph without cycles and a duration for each of its nodes", nameof(graph));
        }

        var starts = new TimeSpan[graph.NodeCount];
        TimeSpan length = TimeSpan.Zero;
        foreach (int node in order.Nodes)
        {
            TimeSpan finish = starts[node] + durations[node];
            length = finish > length ? finish : length;
            foreach (int edge in graph.ChildEdgesOf(node))
            {
                int child = graph.Edge(edge).Child;
                starts[child] = finish > starts[child] ? finish : starts[child];
            }
        }

        var nodes = new NodeSchedule[graph.NodeCount];
        for (int i = order.Nodes.Count - 1; i >= 0; i--)
        {
            int node = order.Nodes[i];
            TimeSpan latest = length;
            foreach (int edge in graph.ChildEdgesOf(node))
            {
                int child = graph.Edge(edge).Child;
                TimeSpan childStart = nodes[child].LatestFinish - durations[child];
                latest = childStart < latest ? childStart : latest;
            }

            TimeSpan finish = starts[node] + durations[node];
            nodes[node] = new NodeSchedule(starts[node], finish, latest, latest - finish);
        }

        return new ChainSchedule(nodes, length, PathTo(graph, nodes, length));
    }

    static List<int> PathTo(ChainGraph graph, NodeSchedule[] nodes, TimeSpan length)
    {
        var path = new List<int>();
        int node = Array.FindIndex(nodes, n => n.EarliestFinish == length);
        while (node >= 0)
        {
            path.Add(node);
            int decisive = -1;
            foreach (int edge in graph.ParentEdgesOf(node))
            {
                int parent = graph.Edge(edge).Parent;
                if (nodes[parent].EarliestFinish == nodes[node].EarliestStart && (decisive < 0 || parent < decisive))
                {
                    decisive = parent;
                }
            }

            node = decisive;
        }

        path.Reverse();
        return path;
    }
}
