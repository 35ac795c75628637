using Orchestrator.Core.Chains.Graph;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Chains.Planning;

/// <summary>A pending node that cannot run, and the ended ones that are in its way.</summary>
/// <param name="BlockedBy">
/// The parents whose end it does not accept; where it has none, those of its first parent that cannot run. Empty: nothing is in its way.
/// </param>
public sealed record BlockedNode(int Node, IReadOnlyList<int> BlockedBy)
{
    /// <summary>Prefix of the reason with which a node is cancelled that nothing can let run any more.</summary>
    public const string ReasonPrefix = "blocked_by:";

    /// <returns><c>blocked_by:fetch, parse</c>.</returns>
    public string Describe(Func<int, string> nameOf) => ReasonPrefix + string.Join(", ", BlockedBy.Select(nameOf));

    /// <returns>All pending nodes, in order of the graph: parents first. Linear time.</returns>
    public static IReadOnlyList<BlockedNode> Find(ChainPlan plan, ReadOnlySpan<NodeState> states, Func<int, bool> expressionHolds)
    {
        ChainGraph graph = plan.Graph;
        var blockers = new IReadOnlyList<int>?[states.Length];
        var found = new List<BlockedNode>();
        foreach (int node in plan.Order.Nodes)
        {
            if (states[node].Status != TaskRecordStatus.Pending)
            {
                continue;
            }

            List<int> direct = [];
            IReadOnlyList<int>? inherited = null;
            foreach (int edge in graph.ParentEdgesOf(node))
            {
                int parent = graph.Edge(edge).Parent;
                if (plan.Judge(edge, states[parent], expressionHolds) == EdgeVerdict.Blocked)
                {
                    direct.Add(parent);
                }
                else if (inherited is null && blockers[parent] is { Count: > 0 } above)
                {
                    inherited = above;
                }
            }

            blockers[node] = direct.Count > 0 ? direct : inherited ?? [];
            found.Add(new BlockedNode(node, blockers[node]!));
        }

        return found;
    }
}
