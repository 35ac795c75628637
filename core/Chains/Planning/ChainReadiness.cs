using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Chains.Planning;

/// <summary>Readiness of all nodes at once, from their states: one pass over the edges. For questions about a chain; who runs one
/// keeps a <see cref="ChainProgress"/>.</summary>
public static class ChainReadiness
{
    // A node's parents as a set of verdicts: without a branch for each edge.
    const int Waiting = 1 << (int)EdgeVerdict.Waiting;
    const int Accepted = 1 << (int)EdgeVerdict.Accepted;
    const int Declined = 1 << (int)EdgeVerdict.Declined;
    const int Blocked = 1 << (int)EdgeVerdict.Blocked;

    /// <param name="states">By node.</param>
    /// <param name="expressionHolds">By edge; only asked for expressions over a parent that succeeded.</param>
    public static NodeReadiness[] Resolve(ChainPlan plan, ReadOnlySpan<NodeState> states, Func<int, bool> expressionHolds)
    {
        if (states.Length != plan.NodeCount)
        {
            throw new ArgumentException($"{states.Length} states for {plan.NodeCount} nodes", nameof(states));
        }

        ReadOnlySpan<int> starts = plan.Graph.ParentStarts, edges = plan.Graph.ParentEdges, parents = plan.Graph.Parents;
        ReadOnlySpan<byte> kinds = plan.ParentKinds;
        var found = new NodeReadiness[states.Length];
        for (int node = 0; node < found.Length; node++)
        {
            int seen = 0, accepted = 0;
            for (int place = starts[node]; place < starts[node + 1]; place++)
            {
                NodeState parent = states[parents[place]];
                bool holds = EdgeTable.IsExpression(kinds[place]) && parent.Status.IsEnd && expressionHolds(edges[place]);
                int verdict = 1 << (int)EdgeTable.Judge(kinds[place], parent, holds);
                seen |= verdict;
                accepted += verdict & Accepted;
            }

            NodeVerdict turn = NodeReadiness.Decide(
                (seen & Waiting) != 0, (seen & Declined) != 0, (seen & Blocked) != 0, plan.IsBypassed(node), states[node]);
            found[node] = new NodeReadiness(turn, starts[node + 1] - starts[node], accepted / Accepted);
        }

        return found;
    }
}
