namespace Orchestrator.Core.Chains;

/// <summary>What a node of a chain is (<c>tasks.node_kind</c>).</summary>
public enum NodeKind
{
    /// <summary>A handler with its parameters.</summary>
    Work,

    /// <summary>The same, once for each element of a list in a parent's output.</summary>
    Map,

    /// <summary>Waits for a decision.</summary>
    Approval,

    /// <summary>The chain of a template, as a part of this one.</summary>
    SubChain,
}
