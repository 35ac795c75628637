using Orchestrator.Core.Chains.Graph;

namespace Orchestrator.Core.Tests.Chains.Graph;

/// <summary>Graphs from a seed: the same every time.</summary>
static class RandomGraphs
{
    /// <summary>No cycle: edges lead from lesser to greater after a shuffle of the names.</summary>
    public static ChainGraph Acyclic(Random random, int nodesMax = 24) => Make(random, nodesMax, acyclic: true);

    public static ChainGraph Any(Random random, int nodesMax = 24) => Make(random, nodesMax, acyclic: false);

    static ChainGraph Make(Random random, int nodesMax, bool acyclic)
    {
        int nodes = random.Next(1, nodesMax + 1);
        int[] names = [.. Enumerable.Range(0, nodes)];
        random.Shuffle(names);
        double density = random.NextDouble() * (acyclic ? 0.5 : 0.2);
        GraphEdge[] edges =
        [
            .. from a in Enumerable.Range(0, nodes)
               from b in Enumerable.Range(0, nodes)
               where a != b && (!acyclic || a < b) && random.NextDouble() < density
               select new GraphEdge(names[a], names[b]),
        ];
        random.Shuffle(edges);
        return new ChainGraph(nodes, edges);
    }

    public static IEnumerable<int> ParentsOf(ChainGraph graph, int node) =>
        graph.ParentEdgesOf(node).ToArray().Select(edge => graph.Edge(edge).Parent);

    public static IEnumerable<int> ChildrenOf(ChainGraph graph, int node) =>
        graph.ChildEdgesOf(node).ToArray().Select(edge => graph.Edge(edge).Child);
}
