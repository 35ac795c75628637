using Orchestrator.Core.Chains.Changes;
using Orchestrator.Core.Events;

namespace Orchestrator.Core.Tasks.Decisions;

/// <summary>Gives a failed task a result by hand, so that what depends on it goes on.</summary>
public sealed class ResolveTask(ITaskRepository tasks, ITaskDecisions decisions, ChainWaker waker, IEventNotifier notifier)
{
    /// <exception cref="TaskNotFoundException"/>
    /// <exception cref="TaskStateException">It has not failed.</exception>
    public async Task<TaskRecord> ExecuteAsync(
        string @namespace, Guid taskId, ManualResult result, string actor, CancellationToken cancellationToken)
    {
        ResolveOutcome outcome = await decisions.ResolveAsync(@namespace, taskId, result, actor, cancellationToken)
            ?? throw new TaskNotFoundException(@namespace, taskId);
        if (!outcome.Resolved)
        {
            throw new TaskStateException(taskId, outcome.StatusBefore, "only a failed task can be resolved by hand");
        }

        notifier.NotifyCommitted();
        await waker.WakeAsync(outcome.Wake, actor);
        return await tasks.FindAsync(@namespace, taskId, cancellationToken) ?? throw new TaskNotFoundException(@namespace, taskId);
    }
}
