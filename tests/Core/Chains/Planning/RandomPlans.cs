using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Graph;
using Orchestrator.Core.Chains.Planning;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tests.Chains.Graph;

namespace Orchestrator.Core.Tests.Chains.Planning;

sealed record RandomPlan(ChainPlan Plan, IReadOnlyList<PlanEdge> Edges, HashSet<int> Holding)
{
    public static RandomPlan Make(Random random)
    {
        ChainGraph graph = RandomGraphs.Acyclic(random);
        PlanNode[] nodes =
        [
            .. Enumerable.Range(0, graph.NodeCount).Select(node => new PlanNode(
                $"n{node}", (ExecutionPriority)random.Next(4), random.Next(5), Skippable: random.Next(4) == 0)),
        ];
        PlanEdge[] edges =
        [
            .. Enumerable.Range(0, graph.EdgeCount).Select(graph.Edge).Select(edge => new PlanEdge(
                $"n{edge.Parent}",
                $"n{edge.Child}",
                random.Next(3) == 0 ? (EdgeCondition)random.Next(4) : EdgeCondition.OnSuccess,
                NeedsOutput: random.Next(4) == 0)),
        ];
        var options = new PlanOptions(
            random.Next(2) == 0 ? null : random.Next(1, 5),
            random.Next(3) == 0 ? FailurePolicy.FailFast : FailurePolicy.Continue,
            [.. nodes.Where(_ => random.Next(10) == 0).Select(node => node.Key)]);
        HashSet<int> holding = [.. Enumerable.Range(0, edges.Length).Where(_ => random.Next(3) > 0)];
        return new RandomPlan(new ChainPlan(nodes, edges, options), edges, holding);
    }
}
