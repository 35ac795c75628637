using Orchestrator.Core.Events.Names;
using Orchestrator.Core.Execution;
using Orchestrator.Functions.Hosting;

namespace Orchestrator.Functions.Tasks;

/// <summary>Tells the in-process bus what no row tells: that a handler is about to run, and that it has.</summary>
public sealed class AttemptEvents(Announcer announcer)
{
    const string Actor = "system:worker";

    public void BeforeHandle(TaskAttempt attempt) => Publish(TaskEvents.BeforeHandle, attempt, outcome: null);

    public void Handled(TaskAttempt attempt, AttemptOutcome outcome)
    {
        Publish(TaskEvents.Handled, attempt, outcome);
        Publish(ObservabilityEvents.TaskHandled, attempt, outcome);
        Publish(
            outcome.Result == AttemptResult.Completed ? OrchestrationEvents.TasksFinished : OrchestrationEvents.TaskExecutionFailed, attempt, outcome);
        if (outcome.Result == AttemptResult.RetryScheduled)
        {
            Publish(ObservabilityEvents.BackoffApplied, attempt, outcome);
            Publish(OrchestrationEvents.ReenqueueDelayed, attempt, outcome);
        }
        else if (outcome.Result == AttemptResult.Failed && attempt.RetriesUsed >= attempt.MaxRetries)
        {
            Publish(ObservabilityEvents.RetriesExhausted, attempt, outcome);
        }
    }

    void Publish(string name, TaskAttempt attempt, AttemptOutcome? outcome) => announcer.Tell(
        name, "task", attempt.Key.TaskId.ToString("D"), Actor, new
        {
            task_id = attempt.Key.TaskId,
            attempt = attempt.Key.Number,
            handler = attempt.Handler,
            started_at = attempt.StartedAt,
            result = outcome?.Result.ToString(),
            reason = outcome?.Reason,
            delay_seconds = outcome?.Delay?.TotalSeconds,
        });
}
