using Orchestrator.Core.Chains.Changes;
using Orchestrator.Core.Events;
using Orchestrator.Core.Orchestration;

namespace Orchestrator.Core.Tasks;

/// <summary>Runs a failed task again, as its next run; a task in a chain makes the chain go on.</summary>
public sealed class RetryTask(ITaskRepository tasks, TaskStarter starter, ChainWaker waker, IEventNotifier notifier)
{
    /// <exception cref="TaskNotFoundException"/>
    /// <exception cref="TaskStateException">It has not failed.</exception>
    /// <exception cref="TaskStartRefusedException">It has failed again.</exception>
    public async Task<TaskRecord> ExecuteAsync(
        string @namespace, Guid taskId, string actor, string? reason, CancellationToken cancellationToken)
    {
        RetryOutcome outcome = await tasks.RetryAsync(@namespace, taskId, actor, reason, cancellationToken)
            ?? throw new TaskNotFoundException(@namespace, taskId);
        if (outcome.Run is not { } run)
        {
            throw new TaskStateException(taskId, outcome.StatusBefore, "only a failed task can be retried");
        }

        notifier.NotifyCommitted();

        // The new run is promised, whether or not the caller still listens; the start ends by itself.
        if (outcome.Chain is { } chain)
        {
            await waker.WakeAsync(chain, actor);
        }
        else if (await starter.StartAsync(new RunTaskInput(taskId, run, RunTaskInput.DefaultTimeLimit), actor, CancellationToken.None)
            is StartOutcome.Refused refused)
        {
            throw new TaskStartRefusedException([taskId], refused.Reason);
        }

        return await tasks.FindAsync(@namespace, taskId, cancellationToken) ?? throw new TaskNotFoundException(@namespace, taskId);
    }
}
