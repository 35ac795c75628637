using Orchestrator.Core.Chains.Graph;

namespace Orchestrator.Core.Tests.Chains.Graph;

public sealed class ChainScheduleTests
{
    [Fact]
    public void Of_RandomGraphs_AgreesWithTheSearchOfAllPaths()
    {
        var random = new Random(44);
        for (int round = 0; round < 300; round++)
        {
            ChainGraph graph = RandomGraphs.Acyclic(random, nodesMax: 12);
            TimeSpan[] durations = [.. Enumerable.Range(0, graph.NodeCount).Select(_ => TimeSpan.FromSeconds(random.Next(0, 6)))];
            ChainSchedule schedule = ChainSchedule.Of(graph, durations);
            TimeSpan Sum(IEnumerable<int> path) => path.Aggregate(TimeSpan.Zero, (sum, node) => sum + durations[node]);
            List<List<int>> paths = [.. graph.Roots.SelectMany(root => PathsFrom(graph, root))];

            Assert.Equal(paths.Max(Sum), schedule.Length);
            Assert.Equal(schedule.Length, Sum(schedule.CriticalPath));
            Assert.Equal(0, graph.FanIn(schedule.CriticalPath[0]));
            Assert.All(schedule.CriticalPath.Zip(schedule.CriticalPath.Skip(1)), step => Assert.Contains(step.Second, RandomGraphs.ChildrenOf(graph, step.First)));
            Assert.All(schedule.CriticalPath, node => Assert.Equal(TimeSpan.Zero, schedule.Nodes[node].Slack));
            for (int node = 0; node < graph.NodeCount; node++)
            {
                TimeSpan longestThrough = paths.Where(p => p.Contains(node)).Max(Sum);
                Assert.Equal(schedule.Length - longestThrough, schedule.Nodes[node].Slack);
                Assert.Equal(schedule.Nodes[node].EarliestStart + durations[node], schedule.Nodes[node].EarliestFinish);
            }
        }
    }

    [Fact]
    public void Of_ACycle_IsRefused() => Assert.Throws<ArgumentException>(
        () => ChainSchedule.Of(new ChainGraph(2, [new(0, 1), new(1, 0)]), [TimeSpan.Zero, TimeSpan.Zero]));

    [Fact]
    public void FindBottlenecks_PutsTheLeastSlackFirst()
    {
        // 0 -> 1, 2, 3 -> 4; 2 decides. 5 -> 6, 7 ends long before.
        var graph = new ChainGraph(8, [new(0, 1), new(0, 2), new(0, 3), new(1, 4), new(2, 4), new(3, 4), new(5, 6), new(5, 7)]);
        TimeSpan[] durations = [.. new[] { 1, 1, 9, 1, 2, 1, 1, 1 }.Select(s => TimeSpan.FromSeconds(s))];

        IReadOnlyList<Bottleneck> found = Bottleneck.Find(graph, durations, limit: 10);

        Assert.Equal([4, 0, 5], found.Select(b => b.Node));
        Assert.Equal(new Bottleneck(4, 3, 0, TimeSpan.FromSeconds(2), TimeSpan.Zero), found[0]);
        Assert.Equal(TimeSpan.FromSeconds(10), found[2].Slack);
        Assert.Single(Bottleneck.Find(graph, durations, limit: 1));
    }

    static IEnumerable<List<int>> PathsFrom(ChainGraph graph, int node) => graph.FanOut(node) == 0
        ? [[node]]
        : RandomGraphs.ChildrenOf(graph, node).SelectMany(child => PathsFrom(graph, child)).Select(path => (List<int>)[node, .. path]);
}
