using Orchestrator.Core.Chains.Graph;

namespace Orchestrator.Core.Tests.Chains.Graph;

public sealed class ChainGraphTests
{
    [Fact]
    public void Edges_InBothDirections_AreTheOnesGivenInTheirOrder()
    {
        var random = new Random(41);
        for (int round = 0; round < 300; round++)
        {
            ChainGraph graph = RandomGraphs.Any(random);
            GraphEdge[] edges = [.. Enumerable.Range(0, graph.EdgeCount).Select(graph.Edge)];
            for (int node = 0; node < graph.NodeCount; node++)
            {
                Assert.Equal(edges.Where(e => e.Parent == node).Select(e => e.Child), RandomGraphs.ChildrenOf(graph, node));
                Assert.Equal(edges.Where(e => e.Child == node).Select(e => e.Parent), RandomGraphs.ParentsOf(graph, node));
                Assert.Equal(edges.Count(e => e.Parent == node), graph.FanOut(node));
                Assert.Equal(edges.Count(e => e.Child == node), graph.FanIn(node));
            }

            Assert.Equal(Enumerable.Range(0, graph.NodeCount).Where(n => edges.All(e => e.Child != n)), graph.Roots);
            Assert.Equal(Enumerable.Range(0, graph.NodeCount).Where(n => edges.All(e => e.Parent != n)), graph.Leaves);
        }
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(-1, 0)]
    public void Constructor_AnEdgeToNowhere_IsRefused(int parent, int child) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChainGraph(2, [new GraphEdge(parent, child)]));

    [Fact]
    public void Constructor_NoNodes_IsEmpty() => Assert.Empty(GraphOrder.Of(new ChainGraph(0, [])).Nodes);
}
