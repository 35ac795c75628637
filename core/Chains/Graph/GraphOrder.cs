namespace Orchestrator.Core.Chains.Graph;

/// <summary>
/// Parents before children, with levels, in linear time (A. B. Kahn, "Topological sorting of large networks", 1962); or the cycle
/// that makes it impossible.
/// </summary>
public sealed class GraphOrder
{
    GraphOrder(int[] order, int[] levels, IReadOnlyList<int>? cycle)
    {
        Nodes = order;
        Levels = levels;
        Cycle = cycle;
    }

    /// <summary>All nodes, each after its parents, by level as far as that goes; when there is a cycle, only those before it.</summary>
    public IReadOnlyList<int> Nodes { get; }

    /// <summary>By node: 0 for a root, else 1 + the greatest of its parents' (<c>tasks.chain_position</c>).</summary>
    public IReadOnlyList<int> Levels { get; }

    /// <summary>The nodes of one cycle in the direction of its edges, the least first and not repeated at the end; null: none.</summary>
    public IReadOnlyList<int>? Cycle { get; }

    public static GraphOrder Of(ChainGraph graph)
    {
        int[] waiting = new int[graph.NodeCount];
        int[] levels = new int[graph.NodeCount];
        int[] order = new int[graph.NodeCount];
        int found = 0;
        for (int node = 0; node < waiting.Length; node++)
        {
            waiting[node] = graph.FanIn(node);
            if (waiting[node] == 0)
            {
                order[found++] = node;
            }
        }

        for (int next = 0; next < found; next++)
        {
            int node = order[next];
            foreach (int edge in graph.ChildEdgesOf(node))
            {
                int child = graph.Edge(edge).Child;
                levels[child] = Math.Max(levels[child], levels[node] + 1);
                if (--waiting[child] == 0)
                {
                    order[found++] = child;
                }
            }
        }

        return found == order.Length
            ? new GraphOrder(order, levels, cycle: null)
            : new GraphOrder(order[..found], levels, FindCycle(graph, waiting));
    }

    /// <summary>Names the cycle as people read it: <c>a -> b -> a</c>.</summary>
    public string? DescribeCycle(Func<int, string> nameOf) =>
        Cycle is null ? null : string.Join(" -> ", Cycle.Append(Cycle[0]).Select(nameOf));

    // What is left after the sort has a parent that is left too: who walks up comes back to where it has been.
    static int[] FindCycle(ChainGraph graph, int[] waiting)
    {
        int node = Array.FindIndex(waiting, count => count > 0);
        var walked = new List<int>();
        int[] seenAt = new int[waiting.Length];
        while (seenAt[node] == 0)
        {
            walked.Add(node);
            seenAt[node] = walked.Count;
            foreach (int edge in graph.ParentEdgesOf(node))
            {
                if (waiting[graph.Edge(edge).Parent] > 0)
                {
                    node = graph.Edge(edge).Parent;
                    break;
                }
            }
        }

        int[] cycle = [.. walked.Skip(seenAt[node] - 1).Reverse()];
        int least = Array.IndexOf(cycle, cycle.Min());
        return [.. cycle[least..], .. cycle[..least]];
    }
}
