using System.Text.Json;
using Npgsql;
using Orchestrator.Core.Events;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Database.Repositories.Execution;

/// <summary>Runs and attempts in PostgreSQL: beginnings here, ends in <see cref="AttemptEnds"/>.</summary>
sealed class ExecutionStore(NpgsqlDataSource dataSource, IEventNotifier notifier) : IExecutionStore
{
    const string RunActor = "system:run-task";
    readonly AttemptEnds _ends = new(dataSource, notifier);

    public async Task<RunPlan> PlanRunAsync(RunKey run, CancellationToken cancellationToken)
    {
        await using ExecutionTransaction transaction = await ExecutionTransaction.BeginAsync(dataSource, cancellationToken);
        LockedTask? task = await transaction.LockAsync(run.TaskId, attempt: null, cancellationToken);
        if (StopReason(task, run.Run) is { } reason)
        {
            return RunPlan.Stopped(reason);
        }

        string instanceId = RunTaskInput.InstanceIdOf(run.TaskId, run.Run);
        NpgsqlBatch batch = transaction.Batch().Add(ExecutionSql.SetActor, RunActor, "");
        if (task!.Status == TaskRecordStatus.Pending)
        {
            batch.Add(ExecutionSql.Move, run.TaskId, TaskRecordStatus.Queued, instanceId);
        }

        if (task is { ExecuteAfter: { } until, Status: not TaskRecordStatus.Running })
        {
            batch.Add(ExecutionSql.SetWait, run.TaskId, TaskRecordStatus.Queued, WaitReason.ExecuteAfter, until, RunActor);
        }

        if (task is { Status: TaskRecordStatus.Pending, ChainId: { } chain })
        {
            batch.Add(ExecutionSql.RecordNodeReady, chain, run.TaskId, RunActor);
        }

        await transaction.CommitAsync(batch, cancellationToken);
        notifier.NotifyCommitted();
        LockedAttempt? last = task.Attempt;
        bool takenUpAgain = last is { IsOpen: true } && last.InstanceId == instanceId;
        return new RunPlan(
            StopReason: null, task.Handler, task.ExecuteAfter?.UtcDateTime, takenUpAgain ? last!.Number : (last?.Number ?? 0) + 1,
            task.Kind);
    }

    public async Task<AttemptStart> BeginAsync(AttemptKey attempt, string workerId, CancellationToken cancellationToken)
    {
        await using ExecutionTransaction transaction = await ExecutionTransaction.BeginAsync(dataSource, cancellationToken);
        LockedTask? task = await transaction.LockAsync(attempt.TaskId, attempt.Number, cancellationToken);
        if (task?.Attempt is { IsOpen: false } ended)
        {
            return new AttemptStart.Settled(ended.Outcome ?? AttemptOutcome.Stopped(SnakeCase.From(ended.Status.ToString())));
        }

        if (StopReason(task, attempt.Run) is { } reason)
        {
            return new AttemptStart.Settled(AttemptOutcome.Stopped(reason));
        }

        string instanceId = attempt.InstanceId();
        string metadata = JsonSerializer.Serialize(new { attempt = attempt.Number });
        NpgsqlBatch batch = transaction.Batch().Add(ExecutionSql.SetActor, $"worker:{workerId}", metadata);
        if (task!.Status == TaskRecordStatus.Pending)
        {
            batch.Add(ExecutionSql.Move, attempt.TaskId, TaskRecordStatus.Queued, instanceId);
        }

        if (task.Status != TaskRecordStatus.Running)
        {
            batch.Add(ExecutionSql.Move, attempt.TaskId, TaskRecordStatus.Running, instanceId);
        }

        batch.Add(ExecutionSql.OpenAttempt, attempt.TaskId, attempt.Number, workerId, instanceId);
        var startedAt = new DateTimeOffset((DateTime)(await transaction.CommitAsync(batch, cancellationToken))!, TimeSpan.Zero);
        notifier.NotifyCommitted();
        return new AttemptStart.Begun(new TaskAttempt(
            attempt, task.Handler, task.Prompt, task.Parameters, task.RetryCount, task.Retryable ? task.MaxRetries : 0, startedAt,
            task.HasInputs, task.Namespace, task.CorrelationId));
    }

    public Task<AttemptOutcome> CompleteAsync(AttemptKey attempt, HandlerResult result, CancellationToken cancellationToken) =>
        _ends.CompleteAsync(attempt, result, cancellationToken);

    public Task<AttemptOutcome> FailAsync(
        AttemptKey attempt, AttemptFailure failure, TimeSpan? retryIn, CancellationToken cancellationToken) =>
        _ends.FailAsync(attempt, failure, retryIn, cancellationToken);

    public Task<bool> FinishAsync(RunKey run, RunEnd end, string actor, CancellationToken cancellationToken) =>
        _ends.FinishAsync(run, end, actor, cancellationToken);

    public async Task SetWaitAsync(AttemptKey attempt, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using ExecutionTransaction transaction = await ExecutionTransaction.BeginAsync(dataSource, cancellationToken);
        LockedTask? task = await transaction.LockAsync(attempt.TaskId, attempt.Number, cancellationToken);
        if (StopReason(task, attempt.Run) is null && task!.Attempt is { IsOpen: true })
        {
            NpgsqlBatch batch = transaction.Batch().Add(
                ExecutionSql.SetWait, attempt.TaskId, TaskRecordStatus.Running, WaitReason.ExecuteAfter, until.ToUniversalTime(), RunActor);
            await transaction.CommitAsync(batch, cancellationToken);
            notifier.NotifyCommitted();
        }
    }

    public async Task<IReadOnlyList<RunKey>> FindStoppedAsync(IReadOnlyList<RunKey> runs, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(ExecutionSql.FindStopped);
        command.Parameters.Add(new NpgsqlParameter { Value = runs.Select(r => r.TaskId).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = runs.Select(r => r.Run).ToArray() });
        return await RunKeys.ReadAsync(command, cancellationToken);
    }

    static string? StopReason(LockedTask? task, int run) => task is null ? "not_found" : task.StopReason(run);
}
