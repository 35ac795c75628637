using Microsoft.Azure.Functions.Worker;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks.Decisions;

namespace Orchestrator.Functions.Nodes;

/// <summary>Activity: ends an attempt of an approval node by its stored decision, or by its default when time is up.</summary>
public sealed class EndApproval(IApprovalStore approvals)
{
    [Function(nameof(EndApproval))]
    public Task<AttemptOutcome?> RunAsync([ActivityTrigger] ApprovalEnd end, FunctionContext context)
    {
        ApprovalDecision? byTimeout = end.ApprovesByTimeout is { } approves
            ? new ApprovalDecision(Guid.Empty, approves, ApprovalDecision.ByTimeout)
            : null;
        return approvals.EndAsync(end.Attempt, byTimeout, context.CancellationToken);
    }
}

/// <param name="ApprovesByTimeout">Not null: time is up, and that is the default.</param>
public sealed record ApprovalEnd(AttemptKey Attempt, bool? ApprovesByTimeout);
