using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Chains.Planning;

/// <summary>How a chain's execution stands; the first that holds.</summary>
public enum ExecutionStatus
{
    HasReadyTasks,
    Processing,
    BlockedByFailures,
    AllComplete,
    WaitingForDependencies,
}

/// <summary>What to do about it, in the order of <see cref="ExecutionStatus"/>.</summary>
public enum RecommendedAction
{
    ExecuteReadyTasks,
    WaitForCompletion,
    HandleFailures,
    FinalizeChain,
    WaitForDependencies,
}

public enum ChainHealth
{
    /// <summary>Nothing has failed, and nothing is blocked.</summary>
    Healthy,

    /// <summary>Something has failed or is blocked, and work goes on.</summary>
    Recovering,

    /// <summary>Tasks cannot run until somebody handles a failure.</summary>
    Blocked,

    /// <summary>No tasks; or it has ended with failures, and nothing is left to say.</summary>
    Unknown,
}

/// <summary>
/// A chain's execution in figures (<c>docs/schema.md</c>, get_chain_execution_context). A node that is only to be skipped is not
/// ready, but work is to be done: it counts as processing.
/// </summary>
/// <param name="Ended">Completed, failed, skipped, cancelled, resolved.</param>
/// <param name="Ready">Pending tasks that could start now.</param>
/// <param name="Processing">Queued, running, waiting for a retry, or to be skipped.</param>
/// <param name="CompletionPercent">Ended of all, 0 to 100, two decimals; 0 for a chain without tasks.</param>
public sealed record ChainContext(
    int Total,
    int Pending,
    int Processing,
    int Ended,
    int Failed,
    int Ready,
    int Blocked,
    ExecutionStatus ExecutionStatus,
    RecommendedAction RecommendedAction,
    decimal CompletionPercent,
    ChainHealth Health)
{
    public static ChainContext Of(ChainPlan plan, ReadOnlySpan<NodeState> states, Func<int, bool> expressionHolds)
    {
        int pending = 0, processing = 0, ended = 0, failed = 0, ready = 0, blocked = 0;
        NodeReadiness[] nodes = ChainReadiness.Resolve(plan, states, expressionHolds);
        for (int node = 0; node < nodes.Length; node++)
        {
            NodeVerdict verdict = nodes[node].Verdict;
            pending += states[node].Status == TaskRecordStatus.Pending ? 1 : 0;
            failed += states[node].Status == TaskRecordStatus.Failed ? 1 : 0;
            processing += verdict is NodeVerdict.Active or NodeVerdict.Skip ? 1 : 0;
            ended += verdict == NodeVerdict.Ended ? 1 : 0;
            ready += verdict == NodeVerdict.Ready ? 1 : 0;
            blocked += verdict == NodeVerdict.Blocked ? 1 : 0;
        }

        int total = nodes.Length;
        ExecutionStatus status = ready > 0 ? ExecutionStatus.HasReadyTasks
            : processing > 0 ? ExecutionStatus.Processing
            : blocked > 0 ? ExecutionStatus.BlockedByFailures
            : ended == total ? ExecutionStatus.AllComplete
            : ExecutionStatus.WaitingForDependencies;
        ChainHealth health = total == 0 ? ChainHealth.Unknown
            : failed + blocked == 0 ? ChainHealth.Healthy
            : ready + processing > 0 ? ChainHealth.Recovering
            : blocked > 0 ? ChainHealth.Blocked
            : ended < total ? ChainHealth.Recovering
            : ChainHealth.Unknown;
        decimal percent = total == 0 ? 0 : Math.Round(100m * ended / total, 2);
        return new ChainContext(
            total, pending, processing, ended, failed, ready, blocked, status, (RecommendedAction)status, percent, health);
    }
}
