namespace Orchestrator.Core.Chains.Planning;

public enum SkipReason
{
    /// <summary>It is in the chain's bypass list.</summary>
    Bypassed,

    /// <summary>The condition of an edge to it does not hold, or the edge maps the output of a parent that was skipped.</summary>
    ConditionNotMet,

    /// <summary>It failed, and is skippable.</summary>
    FailureTolerated,
}

/// <summary>A node that was decided to be skipped; whoever runs the chain records it.</summary>
/// <param name="Because">The parent whose edge decided it; null: the node itself did.</param>
public sealed record SkipDecision(int Node, SkipReason Reason, int? Because);
