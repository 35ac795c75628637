using Orchestrator.Core.Chains;

namespace Orchestrator.Core.Execution;

/// <summary>What an orchestrator needs to know before the first attempt of a run.</summary>
/// <param name="StopReason">Not null: the task ended or belongs to another run, and nothing is to be done.</param>
/// <param name="ExecuteAfter">UTC; null or past: now.</param>
/// <param name="FirstAttempt">Number of the run's next attempt; one that was begun and never ended is taken up again.</param>
/// <param name="Kind">What the task is in its chain; one that stands alone is work.</param>
public sealed record RunPlan(
    string? StopReason, string Handler, DateTime? ExecuteAfter, int FirstAttempt, NodeKind Kind = NodeKind.Work)
{
    public static RunPlan Stopped(string reason) => new(reason, "", ExecuteAfter: null, FirstAttempt: 0);
}
