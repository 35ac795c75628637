using System.Text.Json;
using Npgsql;
using Orchestrator.Core.Events;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Database.Repositories.Execution;

/// <summary>How attempts and runs end. An attempt ends once; a task that ended otherwise first keeps that end.</summary>
sealed class AttemptEnds(NpgsqlDataSource dataSource, IEventNotifier notifier)
{
    const string ResultIgnored = "task.result_ignored";
    const string HandlerActor = "worker";

    public async Task<AttemptOutcome> CompleteAsync(AttemptKey key, HandlerResult result, CancellationToken cancellationToken)
    {
        await using ExecutionTransaction transaction = await ExecutionTransaction.BeginAsync(dataSource, cancellationToken);
        (LockedTask task, LockedAttempt attempt) = await LockAsync(transaction, key, cancellationToken);
        NpgsqlBatch batch = transaction.Batch().Add(ExecutionSql.SetActor, HandlerActor, Metadata(key));
        AttemptOutcome outcome;
        if (IsWanted(task, attempt, key))
        {
            outcome = new AttemptOutcome(AttemptResult.Completed);
            TaskRecordStatus status = result.WarningsCount > 0 ? TaskRecordStatus.CompletedWithWarnings : TaskRecordStatus.Completed;
            Close(batch, key, status, outcome);
            StoreResult(batch, key, result);
            batch.Add(ExecutionSql.Complete, key.TaskId, status, result.Output, result.StructuredOutput, result.WarningsCount);
        }
        else if (attempt.HasResult || (!attempt.IsOpen && attempt.Outcome?.Result is AttemptResult.RetryScheduled or AttemptResult.Failed))
        {
            return attempt.Outcome!;
        }
        else
        {
            string reason = task.StopReason(key.Run) ?? "attempt_ended";
            outcome = attempt.Outcome ?? AttemptOutcome.Stopped(reason);
            if (attempt.IsOpen)
            {
                Close(batch, key, TaskRecordStatus.Cancelled, outcome);
            }

            StoreResult(batch, key, result);
            string payload = JsonSerializer.Serialize(new { attempt = key.Number, reason });
            batch.Add(ExecutionSql.RecordEvent, key.TaskId, ResultIgnored, HandlerActor, payload);
        }

        await transaction.CommitAsync(batch, cancellationToken);
        notifier.NotifyCommitted();
        return outcome;
    }

    public async Task<AttemptOutcome> FailAsync(
        AttemptKey key, AttemptFailure failure, TimeSpan? retryIn, CancellationToken cancellationToken)
    {
        await using ExecutionTransaction transaction = await ExecutionTransaction.BeginAsync(dataSource, cancellationToken);
        (LockedTask task, LockedAttempt attempt) = await LockAsync(transaction, key, cancellationToken);
        if (!attempt.IsOpen)
        {
            return attempt.Outcome ?? AttemptOutcome.Stopped(task.StopReason(key.Run) ?? "attempt_ended");
        }

        NpgsqlBatch batch = transaction.Batch().Add(ExecutionSql.SetActor, HandlerActor, Metadata(key, failure.ErrorType));
        AttemptOutcome outcome;
        if (!IsWanted(task, attempt, key))
        {
            outcome = AttemptOutcome.Stopped(task.StopReason(key.Run) ?? "not_running");
            Close(batch, key, TaskRecordStatus.Cancelled, outcome, failure);
        }
        else if (retryIn is { } delay)
        {
            outcome = new AttemptOutcome(AttemptResult.RetryScheduled, delay, failure.ErrorType);
            Close(batch, key, TaskRecordStatus.Failed, outcome, failure);
            batch.Add(ExecutionSql.ScheduleRetry, key.TaskId, delay);
        }
        else
        {
            outcome = new AttemptOutcome(AttemptResult.Failed, Reason: failure.ErrorType);
            Close(batch, key, TaskRecordStatus.Failed, outcome, failure);
            batch.Add(ExecutionSql.Fail, key.TaskId, failure.ErrorType, failure.Message);
        }

        await transaction.CommitAsync(batch, cancellationToken);
        notifier.NotifyCommitted();
        return outcome;
    }

    public async Task<bool> FinishAsync(RunKey run, RunEnd end, string actor, CancellationToken cancellationToken)
    {
        await using ExecutionTransaction transaction = await ExecutionTransaction.BeginAsync(dataSource, cancellationToken);
        LockedTask? task = await transaction.LockAsync(run.TaskId, attempt: null, cancellationToken);
        if (task is null)
        {
            return false;
        }

        bool ends = task.StopReason(run.Run) is null;
        string outcome = JsonSerializer.Serialize(AttemptOutcome.Stopped(end.ErrorType ?? "cancelled"));
        string metadata = JsonSerializer.Serialize(new { reason = end.Message, error_type = end.ErrorType });
        NpgsqlBatch batch = transaction.Batch()
            .Add(ExecutionSql.SetActor, actor, metadata)
            .Add(
                ExecutionSql.CloseOpenAttempts,
                run.TaskId,
                RunTaskInput.InstanceIdOf(run.TaskId, run.Run),
                end.Status,
                end.ErrorType,
                end.Message,
                outcome);
        if (ends && end.Status == TaskRecordStatus.Failed)
        {
            batch.Add(ExecutionSql.Fail, run.TaskId, end.ErrorType, end.Message);
        }
        else if (ends)
        {
            batch.Add(ExecutionSql.Move, run.TaskId, end.Status, null);
        }

        await transaction.CommitAsync(batch, cancellationToken);
        notifier.NotifyCommitted();
        return ends;
    }

    internal static bool IsWanted(LockedTask task, LockedAttempt attempt, AttemptKey key) =>
        attempt.IsOpen && task.Status == TaskRecordStatus.Running && task.Run == key.Run;

    internal static void Close(NpgsqlBatch batch, AttemptKey key, TaskRecordStatus status, AttemptOutcome outcome, AttemptFailure? failure = null) =>
        batch.Add(
            ExecutionSql.CloseAttempt,
            key.TaskId,
            key.Number,
            status,
            failure?.ErrorType,
            failure?.Message,
            JsonSerializer.Serialize(outcome));

    static void StoreResult(NpgsqlBatch batch, AttemptKey key, HandlerResult result) => batch.Add(
        ExecutionSql.StoreResult,
        key.TaskId,
        key.Number,
        result.Usage?.Model,
        result.Usage?.PromptTokens,
        result.Usage?.CompletionTokens,
        result.Output);

    static string Metadata(AttemptKey key, string? errorType = null) => errorType is null
        ? JsonSerializer.Serialize(new { attempt = key.Number })
        : JsonSerializer.Serialize(new { attempt = key.Number, error_type = errorType });

    /// <summary>The attempt must have begun.</summary>
    internal static async Task<(LockedTask Task, LockedAttempt Attempt)> LockAsync(
        ExecutionTransaction transaction, AttemptKey key, CancellationToken cancellationToken)
    {
        LockedTask? task = await transaction.LockAsync(key.TaskId, key.Number, cancellationToken);
        return task?.Attempt is { } attempt
            ? (task, attempt)
            : throw new InvalidOperationException($"Task {key.TaskId} has no attempt {key.Number}: an attempt begins before it ends.");
    }
}
