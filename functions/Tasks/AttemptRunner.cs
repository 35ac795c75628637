using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Execution;
using Orchestrator.Functions.Hosting;

namespace Orchestrator.Functions.Tasks;

/// <summary>
/// Runs one attempt: begin, handler, record. It may be repeated, also while an earlier copy still runs: what is on record by
/// then is returned and not changed.
/// </summary>
public sealed class AttemptRunner(
    IExecutionStore store,
    IAttemptInputStore inputs,
    HandlerRegistry handlers,
    RunningTasks running,
    WorkerIdentity worker,
    Jitter jitter,
    AttemptEvents events,
    AttemptMetrics metrics,
    TimeProvider timeProvider,
    ILogger<AttemptRunner> logger)
{
    static readonly AttemptFailure Ended = new("cancelled", "The task had ended before the attempt did.", Retryable: false);

    /// <exception cref="OperationCanceledException">The host stops; the attempt stays open for a repeat.</exception>
    public async Task<AttemptOutcome> RunAsync(AttemptKey key, CancellationToken hostStopping)
    {
        AttemptStart start = await store.BeginAsync(key, worker.Id, hostStopping);
        if (start is AttemptStart.Settled settled)
        {
            FunctionsLog.AttemptSettled(logger, key.TaskId, key.Number, settled.Outcome.Result, settled.Outcome.Reason);
            return settled.Outcome;
        }

        TaskAttempt attempt = ((AttemptStart.Begun)start).Attempt;
        FunctionsLog.AttemptStarted(logger, key.TaskId, key.Number, attempt.Handler);
        events.BeforeHandle(attempt);
        using Activity? span = FunctionTraces.Attempt(attempt);
        long started = timeProvider.GetTimestamp();
        AttemptOutcome outcome = await ExecuteAsync(attempt, hostStopping);
        metrics.Attempted(attempt.Handler, outcome.Result, timeProvider.GetElapsedTime(started));
        FunctionTraces.Ended(span, outcome);
        events.Handled(attempt, outcome);
        FunctionsLog.AttemptEnded(logger, key.TaskId, key.Number, outcome.Result, outcome.Delay, outcome.Reason);
        return outcome;
    }

    async Task<AttemptOutcome> ExecuteAsync(TaskAttempt attempt, CancellationToken hostStopping)
    {
        AttemptKey key = attempt.Key;
        using RunningTask watched = running.Watch(new RunKey(key.TaskId, key.Run));
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(hostStopping, watched.Stopped);
        HandlerResult result;
        try
        {
            TaskAttempt filled = await FillAsync(attempt, cancelled.Token);
            result = await handlers.Find(attempt.Namespace, attempt.Handler)
                .RunAsync(new HandlerContext(filled, worker.Id, hostStopping), cancelled.Token);
        }
        catch (OperationCanceledException) when (hostStopping.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (watched.Stopped.IsCancellationRequested)
        {
            return await store.FailAsync(key, Ended, retryIn: null, CancellationToken.None);
        }
        catch (Exception e)
        {
            FunctionsLog.HandlerFailed(logger, e, key.TaskId, key.Number, attempt.Handler);
            AttemptFailure failure = AttemptFailure.Of(e);
            TimeSpan? retryIn = failure.NextDelay(attempt.RetriesUsed, attempt.MaxRetries, jitter.Draw());
            return await store.FailAsync(key, failure, retryIn, CancellationToken.None);
        }

        // What was made is recorded even when the host stops: it may have been paid for.
        return await store.CompleteAsync(key, result, CancellationToken.None);
    }

    async Task<TaskAttempt> FillAsync(TaskAttempt attempt, CancellationToken cancellationToken) =>
        attempt.HasInputs && await inputs.ReadAsync(attempt.Key.TaskId, cancellationToken) is { } found ? found.Fill(attempt) : attempt;
}
