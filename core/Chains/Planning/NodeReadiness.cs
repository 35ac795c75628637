using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Chains.Planning;

/// <summary>Whose turn it is at a node.</summary>
public enum NodeVerdict
{
    /// <summary>A parent has not ended.</summary>
    Waiting,

    /// <summary>Could start but for its <c>execute_after</c>.</summary>
    Delayed,
    Ready,

    /// <summary>Need not run: a condition does not hold, or it is to be bypassed.</summary>
    Skip,

    /// <summary>Cannot run as things are: a parent ended in a way that its edge does not accept.</summary>
    Blocked,

    /// <summary>Queued or running, or failed with a retry to come.</summary>
    Active,
    Ended,
}

/// <summary>What <see cref="ChainReadiness"/> found for one node.</summary>
/// <param name="ParentsAccepted">Of <paramref name="ParentsTotal"/>, those that let it run.</param>
public readonly record struct NodeReadiness(NodeVerdict Verdict, int ParentsTotal, int ParentsAccepted)
{
    /// <summary>
    /// A condition that does not hold wins over a failure, but only when all parents have ended: what comes after a node comes
    /// after all that the node waited for, also when the node is skipped.
    /// </summary>
    /// <param name="waiting">A parent has not ended.</param>
    public static NodeVerdict Decide(bool waiting, bool declined, bool blocked, bool bypassed, NodeState node) =>
        node.Status is TaskRecordStatus.Queued or TaskRecordStatus.Running || (node.Status == TaskRecordStatus.Failed && node.WillRetry) ? NodeVerdict.Active
        : node.Status.IsEnd ? NodeVerdict.Ended
        : blocked && !declined ? NodeVerdict.Blocked
        : waiting ? NodeVerdict.Waiting
        : declined || bypassed ? NodeVerdict.Skip
        : node.IsDelayed ? NodeVerdict.Delayed
        : NodeVerdict.Ready;
}
