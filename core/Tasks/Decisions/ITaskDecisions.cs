using System.Text.Json.Nodes;
using Orchestrator.Core.Chains.Changes;
using Orchestrator.Core.Orchestration;

namespace Orchestrator.Core.Tasks.Decisions;

/// <summary>What people put in a task's place. Each method is one transaction; null: the namespace holds no such task.</summary>
public interface ITaskDecisions
{
    /// <summary>Gives a failed task a result by hand.</summary>
    Task<ResolveOutcome?> ResolveAsync(
        string @namespace, Guid taskId, ManualResult result, string actor, CancellationToken cancellationToken);

    /// <summary>Stores the decision about an approval that waits; its first decision stays.</summary>
    Task<DecideOutcome?> DecideAsync(
        string @namespace, Guid taskId, ApprovalDecision decision, CancellationToken cancellationToken);
}

/// <param name="Output">Text; null: none.</param>
/// <param name="Structured">Any JSON value; null: none.</param>
public sealed record ManualResult(string? Output, JsonNode? Structured, string Reason);

/// <param name="Resolved">False: nothing was changed, for the task had not failed.</param>
public sealed record ResolveOutcome(TaskRecordStatus StatusBefore, bool Resolved, ChainWake Wake);

/// <param name="Existing">A decision that was there before; nothing was changed then.</param>
/// <param name="Signal">To be delivered; null: nothing was changed.</param>
public sealed record DecideOutcome(TaskRecordStatus Status, ApprovalDecision? Existing, OrchestrationSignal? Signal);
