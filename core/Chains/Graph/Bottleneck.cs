namespace Orchestrator.Core.Chains.Graph;

/// <summary>A node where a chain's paths meet or part, and how much delay there it could bear.</summary>
/// <param name="FanIn">Parents that it waits for.</param>
/// <param name="FanOut">Children that wait for it.</param>
public sealed record Bottleneck(int Node, int FanIn, int FanOut, TimeSpan Duration, TimeSpan Slack)
{
    /// <summary>
    /// Nodes with at least two parents or two children, the worst first: least slack, then most edges, then longest, then as given.
    /// </summary>
    public static IReadOnlyList<Bottleneck> Find(ChainGraph graph, ReadOnlySpan<TimeSpan> durations, int limit)
    {
        ChainSchedule schedule = ChainSchedule.Of(graph, durations);
        var found = new List<Bottleneck>();
        for (int node = 0; node < graph.NodeCount; node++)
        {
            if (graph.FanIn(node) >= 2 || graph.FanOut(node) >= 2)
            {
                found.Add(new Bottleneck(node, graph.FanIn(node), graph.FanOut(node), durations[node], schedule.Nodes[node].Slack));
            }
        }

        return
        [
            .. found.OrderBy(b => b.Slack).ThenByDescending(b => b.FanIn + b.FanOut).ThenByDescending(b => b.Duration).ThenBy(b => b.Node)
                .Take(limit),
        ];
    }
}
