using Orchestrator.Core.Chains.Graph;

namespace Orchestrator.Core.Tests.Chains.Graph;

public sealed class GraphOrderTests
{
    [Fact]
    public void Of_WithoutCycle_HasParentsFirstAndTheLongestWayAsLevel()
    {
        var random = new Random(42);
        for (int round = 0; round < 300; round++)
        {
            ChainGraph graph = RandomGraphs.Acyclic(random);
            GraphOrder order = GraphOrder.Of(graph);
            int[] places = new int[graph.NodeCount];
            Assert.Null(order.Cycle);
            Assert.Equal(Enumerable.Range(0, graph.NodeCount), order.Nodes.Order());
            for (int i = 0; i < order.Nodes.Count; i++)
            {
                places[order.Nodes[i]] = i;
            }

            for (int node = 0; node < graph.NodeCount; node++)
            {
                Assert.All(RandomGraphs.ParentsOf(graph, node), parent => Assert.True(places[parent] < places[node]));
                Assert.Equal(LongestWayTo(graph, node), order.Levels[node]);
            }
        }
    }

    [Fact]
    public void Of_AnyGraph_FindsACycleExactlyWhenSomethingReachesItself()
    {
        var random = new Random(43);
        int cyclic = 0;
        for (int round = 0; round < 500; round++)
        {
            ChainGraph graph = RandomGraphs.Any(random);
            IReadOnlyList<int>? cycle = GraphOrder.Of(graph).Cycle;
            Assert.Equal(Enumerable.Range(0, graph.NodeCount).Any(node => Reaches(graph, node, node)), cycle is not null);
            if (cycle is null)
            {
                continue;
            }

            cyclic++;
            Assert.Equal(cycle.Distinct(), cycle);
            Assert.Equal(cycle.Min(), cycle[0]);
            for (int i = 0; i < cycle.Count; i++)
            {
                Assert.Contains(cycle[(i + 1) % cycle.Count], RandomGraphs.ChildrenOf(graph, cycle[i]));
            }
        }

        Assert.InRange(cyclic, 100, 450);
    }

    [Fact]
    public void DescribeCycle_NamesItsNodesInTheDirectionOfTheEdges()
    {
        string[] names = ["start", "fetch", "parse", "check"];
        var graph = new ChainGraph(4, [new(0, 1), new(1, 2), new(2, 3), new(3, 1)]);

        Assert.Equal("fetch -> parse -> check -> fetch", GraphOrder.Of(graph).DescribeCycle(node => names[node]));
    }

    [Fact]
    public void Of_ANodeThatIsItsOwnParent_IsACycleOfOne() =>
        Assert.Equal([1], GraphOrder.Of(new ChainGraph(2, [new(0, 1), new(1, 1)])).Cycle);

    static int LongestWayTo(ChainGraph graph, int node) =>
        RandomGraphs.ParentsOf(graph, node).Select(parent => 1 + LongestWayTo(graph, parent)).Append(0).Max();

    static bool Reaches(ChainGraph graph, int from, int to)
    {
        var seen = new HashSet<int>();
        var open = new Stack<int>([from]);
        while (open.TryPop(out int node))
        {
            foreach (int child in RandomGraphs.ChildrenOf(graph, node))
            {
                if (child == to)
                {
                    return true;
                }

                if (seen.Add(child))
                {
                    open.Push(child);
                }
            }
        }

        return false;
    }
}
