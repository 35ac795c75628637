using Orchestrator.Core.Events.Names;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Hosting;

namespace Orchestrator.Functions.Tasks;

/// <summary>Tells the in-process bus before this host asks for a status change. Whether it comes about the database decides.</summary>
public sealed class AnnouncedTransitions(ITaskTransitions inner, Announcer announcer) : ITaskTransitions
{
    public Task<bool> TryMoveAsync(
        Guid taskId,
        int? run,
        IReadOnlyList<TaskRecordStatus> from,
        TaskRecordStatus to,
        string actor,
        string? metadata,
        CancellationToken cancellationToken)
    {
        announcer.BeforeTransition(taskId, to, actor);
        return inner.TryMoveAsync(taskId, run, from, to, actor, metadata, cancellationToken);
    }

    public Task SetWaitAsync(
        Guid taskId, TaskRecordStatus status, WaitReason reason, DateTimeOffset? until, CancellationToken cancellationToken) =>
        inner.SetWaitAsync(taskId, status, reason, until, cancellationToken);
}

/// <summary>The same for the changes that an attempt makes, and for runs that begin.</summary>
public sealed class AnnouncedExecution(IExecutionStore inner, Announcer announcer) : IExecutionStore
{
    const string Actor = "system:run-task";

    public async Task<RunPlan> PlanRunAsync(RunKey run, CancellationToken cancellationToken)
    {
        announcer.BeforeTransition(run.TaskId, TaskRecordStatus.Queued, Actor);
        RunPlan plan = await inner.PlanRunAsync(run, cancellationToken);
        if (plan.StopReason is null)
        {
            announcer.Tell(ObservabilityEvents.TaskEnqueued, "task", run.TaskId.ToString("D"), Actor, new { run = run.Run, handler = plan.Handler });
        }

        return plan;
    }

    public Task<AttemptStart> BeginAsync(AttemptKey attempt, string workerId, CancellationToken cancellationToken)
    {
        announcer.BeforeTransition(attempt.TaskId, TaskRecordStatus.Running, $"worker:{workerId}");
        return inner.BeginAsync(attempt, workerId, cancellationToken);
    }

    public Task<AttemptOutcome> CompleteAsync(AttemptKey attempt, HandlerResult result, CancellationToken cancellationToken)
    {
        announcer.BeforeTransition(attempt.TaskId, TaskRecordStatus.Completed, Actor);
        return inner.CompleteAsync(attempt, result, cancellationToken);
    }

    public Task<AttemptOutcome> FailAsync(
        AttemptKey attempt, AttemptFailure failure, TimeSpan? retryIn, CancellationToken cancellationToken)
    {
        announcer.BeforeTransition(attempt.TaskId, retryIn is null ? TaskRecordStatus.Failed : TaskRecordStatus.Queued, Actor);
        return inner.FailAsync(attempt, failure, retryIn, cancellationToken);
    }

    public Task SetWaitAsync(AttemptKey attempt, DateTimeOffset until, CancellationToken cancellationToken) =>
        inner.SetWaitAsync(attempt, until, cancellationToken);

    public Task<bool> FinishAsync(RunKey run, RunEnd end, string actor, CancellationToken cancellationToken)
    {
        announcer.BeforeTransition(run.TaskId, end.Status, actor);
        return inner.FinishAsync(run, end, actor, cancellationToken);
    }

    public Task<IReadOnlyList<RunKey>> FindStoppedAsync(IReadOnlyList<RunKey> runs, CancellationToken cancellationToken) =>
        inner.FindStoppedAsync(runs, cancellationToken);
}

static class TransitionAnnouncements
{
    public static void BeforeTransition(this Announcer announcer, Guid taskId, TaskRecordStatus to, string actor) => announcer.Tell(
        TaskEvents.BeforeTransition, "task", taskId.ToString("D"), actor, new { task_id = taskId, to = TaskStatusNames.Of(to) });
}
