using Orchestrator.Core.Events;
using Orchestrator.Core.Orchestration;

namespace Orchestrator.Core.Tasks;

/// <summary>Cancels a task that has not ended; its orchestration is told after the commit, or by timer when it cannot be reached.</summary>
public sealed class CancelTask(ITaskRepository tasks, SignalDelivery delivery, IEventNotifier notifier)
{
    /// <returns>The cancelled task; unchanged when it was cancelled before.</returns>
    /// <exception cref="TaskNotFoundException"/>
    /// <exception cref="TaskStateException">It has ended otherwise.</exception>
    public async Task<TaskRecord> ExecuteAsync(
        string @namespace, Guid taskId, string actor, string? reason, CancellationToken cancellationToken)
    {
        CancelOutcome outcome = await tasks.CancelAsync(@namespace, taskId, actor, reason, cancellationToken)
            ?? throw new TaskNotFoundException(@namespace, taskId);
        if (outcome.Signals.Count > 0)
        {
            notifier.NotifyCommitted();

            // The row is written, so the caller's patience no longer matters; the sender ends by itself.
            foreach (OrchestrationSignal signal in outcome.Signals)
            {
                await delivery.TryDeliverAsync(signal, CancellationToken.None);
            }
        }
        else if (outcome.StatusBefore != TaskRecordStatus.Cancelled)
        {
            throw new TaskStateException(taskId, outcome.StatusBefore, "only a pending, queued or running task can be cancelled");
        }

        return await tasks.FindAsync(@namespace, taskId, cancellationToken) ?? throw new TaskNotFoundException(@namespace, taskId);
    }
}
