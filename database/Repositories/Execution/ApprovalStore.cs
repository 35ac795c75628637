using System.Text.Json;
using Npgsql;
using Orchestrator.Core.Events;
using Orchestrator.Core.Events.Names;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Decisions;

namespace Orchestrator.Database.Repositories.Execution;

/// <summary>Approvals in PostgreSQL. The task's lock orders a decision and a timeout: the first one that is stored counts.</summary>
sealed class ApprovalStore(NpgsqlDataSource dataSource, IEventNotifier notifier) : IApprovalStore
{
    const string Actor = "system:run-task";

    public async Task<string?> ReadOptionsAsync(Guid taskId, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlBatch batch = new NpgsqlBatch(connection).Add(ApprovalSql.ReadOptions, taskId);
        return await batch.ExecuteScalarAsync(cancellationToken) as string;
    }

    public async Task RequestAsync(AttemptKey attempt, string message, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        await using ExecutionTransaction transaction = await ExecutionTransaction.BeginAsync(dataSource, cancellationToken);
        LockedTask? task = await transaction.LockAsync(attempt.TaskId, attempt.Number, cancellationToken);
        await using NpgsqlBatch asked = transaction.Batch().Add(ApprovalSql.IsRequested, attempt.TaskId);
        if (task?.StopReason(attempt.Run) is not null || task?.Attempt is not { IsOpen: true } || (bool)(await asked.ExecuteScalarAsync(cancellationToken))!)
        {
            return;
        }

        string payload = JsonSerializer.Serialize(new { message, timeout_seconds = timeout?.TotalSeconds });
        NpgsqlBatch batch = transaction.Batch()
            .Add(ApprovalSql.SetWait, attempt.TaskId, timeout, Actor)
            .Add(ApprovalSql.KeepMessage, attempt.TaskId, message)
            .Add(ExecutionSql.RecordEvent, attempt.TaskId, TaskEvents.ApprovalRequested, Actor, payload);
        await transaction.CommitAsync(batch, cancellationToken);
        notifier.NotifyCommitted();
    }

    public async Task<AttemptOutcome?> EndAsync(AttemptKey key, ApprovalDecision? otherwise, CancellationToken cancellationToken)
    {
        await using ExecutionTransaction transaction = await ExecutionTransaction.BeginAsync(dataSource, cancellationToken);
        (LockedTask task, LockedAttempt attempt) = await AttemptEnds.LockAsync(transaction, key, cancellationToken);
        if (!attempt.IsOpen)
        {
            return attempt.Outcome ?? AttemptOutcome.Stopped(task.StopReason(key.Run) ?? "attempt_ended");
        }

        await using NpgsqlBatch find = transaction.Batch().Add(ApprovalSql.FindDecision, key.InstanceId());
        ApprovalDecision? stored = await find.ExecuteScalarAsync(cancellationToken) is string json ? ApprovalDecision.Parse(json) : null;
        if ((stored ?? otherwise) is not { } decision)
        {
            return null;
        }

        AttemptFailure failure = new(ApprovalDecision.Rejected, MessageOf(decision), Retryable: false);
        NpgsqlBatch batch = transaction.Batch()
            .Add(ExecutionSql.SetActor, Actor, JsonSerializer.Serialize(new { attempt = key.Number, reason = $"{decision.Word} by {decision.By}" }));
        AttemptOutcome outcome;
        if (!AttemptEnds.IsWanted(task, attempt, key))
        {
            outcome = AttemptOutcome.Stopped(task.StopReason(key.Run) ?? "not_running");
            AttemptEnds.Close(batch, key, TaskRecordStatus.Cancelled, outcome);
        }
        else if (decision.IsApproved)
        {
            outcome = new AttemptOutcome(AttemptResult.Completed);
            AttemptEnds.Close(batch, key, TaskRecordStatus.Completed, outcome);
            batch.Add(ExecutionSql.Complete, key.TaskId, TaskRecordStatus.Completed, null, decision.ToOutput(), 0);
        }
        else
        {
            outcome = new AttemptOutcome(AttemptResult.Failed, Reason: failure.ErrorType);
            AttemptEnds.Close(batch, key, TaskRecordStatus.Failed, outcome, failure);
            batch.Add(ApprovalSql.Reject, key.TaskId, failure.Message, decision.ToOutput());
        }

        if (stored is null)
        {
            batch.Add(ExecutionSql.RecordEvent, key.TaskId, TaskEvents.ApprovalDecided, Actor, ApprovalSql.EventOf(decision));
        }

        await transaction.CommitAsync(batch, cancellationToken);
        notifier.NotifyCommitted();
        return outcome;
    }

    static string MessageOf(ApprovalDecision decision) =>
        decision.By == ApprovalDecision.ByTimeout ? "Nobody decided in time."
        : decision.Comment is { } comment ? $"Rejected by {decision.By}: {comment}"
        : $"Rejected by {decision.By}.";
}
