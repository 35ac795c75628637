namespace Orchestrator.Core.Execution;

/// <summary>
/// Attempts and their tasks' statuses. Each method is one transaction and may be repeated: the writes are keyed by
/// (task, attempt number), and a task that ended or went on to another run is left alone.
/// </summary>
public interface IExecutionStore
{
    /// <summary>Takes a pending task to queued and names the wait for <c>execute_after</c>, when there is one.</summary>
    Task<RunPlan> PlanRunAsync(RunKey run, CancellationToken cancellationToken);

    /// <summary>Marks the task running, a still pending one through queued, and opens the attempt's row.</summary>
    Task<AttemptStart> BeginAsync(AttemptKey attempt, string workerId, CancellationToken cancellationToken);

    /// <summary>Records the result and ends the task; or records the result as ignored when the task has ended otherwise.</summary>
    /// <returns>What is on record now: of this call or, when it was second, of the first.</returns>
    Task<AttemptOutcome> CompleteAsync(AttemptKey attempt, HandlerResult result, CancellationToken cancellationToken);

    /// <summary>Records the failure; then the task waits <paramref name="retryIn"/> as queued, or fails when that is null.</summary>
    /// <returns>As <see cref="CompleteAsync"/>.</returns>
    Task<AttemptOutcome> FailAsync(
        AttemptKey attempt, AttemptFailure failure, TimeSpan? retryIn, CancellationToken cancellationToken);

    /// <summary>Names the time until which a running task only waits.</summary>
    Task SetWaitAsync(AttemptKey attempt, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Ends the task and its open attempt.</summary>
    /// <returns>False when it had ended, or belongs to another run: nothing is written.</returns>
    Task<bool> FinishAsync(RunKey run, RunEnd end, string actor, CancellationToken cancellationToken);

    /// <returns>Those of <paramref name="runs"/> whose task is no longer running, or not in that run.</returns>
    Task<IReadOnlyList<RunKey>> FindStoppedAsync(IReadOnlyList<RunKey> runs, CancellationToken cancellationToken);
}
