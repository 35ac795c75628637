namespace Orchestrator.Core.Chains;

/// <summary>What an edge asks of its parent (<c>task_chain_edges.condition</c>); <c>docs/chains.md</c> has the table.</summary>
public enum EdgeCondition
{
    OnSuccess,
    OnFailure,
    Always,

    /// <summary>The parent succeeded, and the edge's expression holds for its output: <c>docs/expressions.md</c>.</summary>
    Expression,
}
