using Orchestrator.Core.Events;
using Orchestrator.Core.Orchestration;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Tasks.Creation;

/// <summary>Stores tasks, all or none, then starts each. Where no worker can be reached, they stay pending and start later.</summary>
public sealed class CreateTasks(
    ITaskRepository tasks, ITaskTransitions transitions, TaskStarter starter, IEventNotifier notifier)
{
    public const int MaxBatch = 50;
    const int StartsAtOnce = 8;

    /// <returns>In the order of <paramref name="requested"/>.</returns>
    /// <exception cref="IdempotencyConflictException">Nothing was stored.</exception>
    /// <exception cref="TaskStartRefusedException">All are stored; those that it names have failed.</exception>
    public async Task<IReadOnlyList<CreatedTask>> ExecuteAsync(
        string @namespace, IReadOnlyList<NewTask> requested, string actor, CancellationToken cancellationToken)
    {
        RefuseDifferentUsesOfAKey(requested);
        InsertOutcome outcome = await tasks.InsertAsync(@namespace, requested, actor, cancellationToken);
        if (outcome is InsertOutcome.Conflict conflict)
        {
            throw await DescribeAsync(conflict, @namespace, requested, cancellationToken);
        }

        IReadOnlyList<StoredTask> stored = ((InsertOutcome.Stored)outcome).Tasks;
        notifier.NotifyCommitted();

        // Stored is promised: a caller who hangs up now must not keep the task from starting. Each start ends by itself.
        await StartAsync([.. stored.Where(t => !t.AlreadyExisted).Select(t => t.TaskId)], actor);
        IReadOnlyList<TaskRecord> found = await tasks.FindManyAsync(
            @namespace, [.. stored.Select(t => t.TaskId).Distinct()], cancellationToken);
        var byId = found.ToDictionary(t => t.Id);
        return [.. stored.Select(t => new CreatedTask(byId[t.TaskId], t.AlreadyExisted))];
    }

    static void RefuseDifferentUsesOfAKey(IReadOnlyList<NewTask> requested)
    {
        var first = new Dictionary<string, NewTask>();
        var violations = new Violations();
        foreach (NewTask task in requested.Where(t => t.Identity.Key is not null))
        {
            string key = task.Identity.IdempotencyKey;
            if (!first.TryAdd(key, task) && first[key].RequestHash != task.RequestHash)
            {
                violations.Add(
                    $"{task.Fields.At}idempotency_key",
                    $"is the key of {first[key].Fields.At.TrimEnd('.')} too, which asks for another task");
            }
        }

        violations.ThrowIfAny();
    }

    async Task<Exception> DescribeAsync(
        InsertOutcome.Conflict conflict, string @namespace, IReadOnlyList<NewTask> requested, CancellationToken cancellationToken)
    {
        NewTask task = requested[conflict.Index];
        TaskRecord? existing = await tasks.FindAsync(@namespace, conflict.ExistingTaskId, cancellationToken);
        return new IdempotencyConflictException(
            conflict.ExistingTaskId,
            $"{task.Fields.At}idempotency_key",
            existing is null ? $"{task.Fields.At}name" : RequestDifference.Find(task, existing));
    }

    async Task StartAsync(IReadOnlyList<Guid> taskIds, string actor)
    {
        // One start that found nobody home stands for all: fifty timeouts would tell no more.
        bool unreachable = false;
        var refusals = new System.Collections.Concurrent.ConcurrentQueue<(Guid TaskId, string Reason)>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = StartsAtOnce, CancellationToken = CancellationToken.None };
        await Parallel.ForEachAsync(taskIds, parallel, async (taskId, cancellationToken) =>
        {
            if (Volatile.Read(ref unreachable))
            {
                await transitions.SetWaitAsync(
                    taskId, TaskRecordStatus.Pending, WaitReason.Worker, until: null, cancellationToken);
                return;
            }

            switch (await starter.StartAsync(new RunTaskInput(taskId, Run: 1, RunTaskInput.DefaultTimeLimit), actor, cancellationToken))
            {
                case StartOutcome.Unreachable:
                    Volatile.Write(ref unreachable, true);
                    break;
                case StartOutcome.Refused refused:
                    refusals.Enqueue((taskId, refused.Reason));
                    break;
            }
        });
        if (refusals.TryPeek(out (Guid TaskId, string Reason) first))
        {
            throw new TaskStartRefusedException([.. taskIds.Where(id => refusals.Any(r => r.TaskId == id))], first.Reason);
        }
    }
}

/// <param name="AlreadyExisted">The idempotency key, or the content within this minute, had this task.</param>
public sealed record CreatedTask(TaskRecord Task, bool AlreadyExisted);
