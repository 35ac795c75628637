using Orchestrator.Core.Chains.Graph;

namespace Orchestrator.Core.Chains.Planning;

/// <summary>Readiness of all nodes at once, from their states: one pass over the edges. For questions about a chain; who runs one
/// keeps a <see cref="ChainProgress"/>.</summary>
public static class ChainReadiness
{
    /// <param name="states">By node.</param>
    /// <param name="expressionHolds">By edge; only asked for expressions over a parent that succeeded.</param>
    public static NodeReadiness[] Resolve(ChainPlan plan, ReadOnlySpan<NodeState> states, Func<int, bool> expressionHolds)
    {
        if (states.Length != plan.NodeCount)
        {
            throw new ArgumentException($"{states.Length} states for {plan.NodeCount} nodes", nameof(states));
        }

        ChainGraph graph = plan.Graph;
        var found = new NodeReadiness[states.Length];
        for (int node = 0; node < found.Length; node++)
        {
            int waiting = 0, accepted = 0, declined = 0, blocked = 0;
            ReadOnlySpan<int> parents = graph.ParentEdgesOf(node);
            foreach (int edge in parents)
            {
                switch (plan.Judge(edge, states[graph.Edge(edge).Parent], expressionHolds))
                {
                    case EdgeVerdict.Waiting: waiting++; break;
                    case EdgeVerdict.Accepted: accepted++; break;
                    case EdgeVerdict.Declined: declined++; break;
                    default: blocked++; break;
                }
            }

            NodeVerdict verdict = NodeReadiness.Decide(waiting, declined, blocked, plan.IsBypassed(node), states[node]);
            found[node] = new NodeReadiness(verdict, parents.Length, accepted);
        }

        return found;
    }
}
