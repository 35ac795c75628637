using static Orchestrator.Core.Tasks.TaskRecordStatus;

namespace Orchestrator.Core.Chains.Planning;

/// <summary>What a parent's state means to the child at the edge's end.</summary>
public enum EdgeVerdict
{
    /// <summary>The parent has not ended.</summary>
    Waiting,

    /// <summary>The child may run, as far as this parent is concerned.</summary>
    Accepted,

    /// <summary>The condition does not hold: the child need not run and is skipped.</summary>
    Declined,

    /// <summary>The parent ended in a way that the edge does not accept, and that is a failure: the child cannot run.</summary>
    Blocked,
}

/// <summary>The table of <c>docs/chains.md</c>: what a child accepts of a parent.</summary>
public static class EdgeRule
{
    /// <param name="needsOutput">The edge maps something of the parent's output into the child.</param>
    /// <param name="expressionHolds">Only asked for an expression and a parent that succeeded.</param>
    public static EdgeVerdict Judge(EdgeCondition condition, bool needsOutput, NodeState parent, bool expressionHolds) => parent.Status switch
    {
        Pending or Queued or Running => EdgeVerdict.Waiting,
        Failed when parent.WillRetry => EdgeVerdict.Waiting,
        Completed or CompletedWithWarnings or ResolvedManually => condition switch
        {
            EdgeCondition.OnFailure => EdgeVerdict.Declined,
            EdgeCondition.Expression => expressionHolds ? EdgeVerdict.Accepted : EdgeVerdict.Declined,
            _ => EdgeVerdict.Accepted,
        },
        // There is no output to look into, and a failed look-up counts as not satisfied.
        Skipped => condition switch
        {
            EdgeCondition.OnSuccess or EdgeCondition.Always when !needsOutput => EdgeVerdict.Accepted,
            _ => EdgeVerdict.Declined,
        },
        Failed => condition is EdgeCondition.OnFailure or EdgeCondition.Always ? EdgeVerdict.Accepted : EdgeVerdict.Blocked,
        _ => condition is EdgeCondition.Always ? EdgeVerdict.Accepted : EdgeVerdict.Blocked,
    };
}
