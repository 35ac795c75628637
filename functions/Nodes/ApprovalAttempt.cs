using Microsoft.DurableTask;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Tasks;

namespace Orchestrator.Functions.Nodes;

/// <summary>An attempt of an approval node: asks, then waits for a decision or for the time to be up. The stored row decides.</summary>
/// <param name="timers">Fires when the run has ended.</param>
sealed class ApprovalAttempt(TaskOrchestrationContext context, CancellationToken timers) : NodeAttempt
{
    public override async Task<AttemptOutcome> RunAsync(AttemptKey key)
    {
        ApprovalStart start = await context.CallActivityAsync<ApprovalStart>(nameof(BeginApproval), key, Activities.UntilDone);
        if (start.Settled is { } settled)
        {
            return settled;
        }

        Task timeout = start.Timeout is { } span
            ? context.CreateTimer(context.CurrentUtcDateTime + span, timers)
            : new TaskCompletionSource().Task;
        while (true)
        {
            Task decided = context.WaitForExternalEvent<object?>(RunTaskInput.DecisionEvent, timers);
            await Task.WhenAny(decided, timeout);
            var end = new ApprovalEnd(key, timeout.IsCompleted ? start.ApprovesOnTimeout : null);
            if (await context.CallActivityAsync<AttemptOutcome?>(nameof(EndApproval), end, Activities.UntilDone) is { } outcome)
            {
                return outcome;
            }
        }
    }

    public override Task StopAsync(string? reason) => Task.CompletedTask;
}
