using Orchestrator.Core.Chains.Changes;
using Orchestrator.Core.Orchestration;
using Orchestrator.Core.Tasks.Creation;
using Orchestrator.Core.Tasks.Listing;

namespace Orchestrator.Core.Tasks;

/// <summary>The stored tasks, as the API's use cases need them. Namespaces are given by name.</summary>
public interface ITaskRepository
{
    /// <summary>Stores all of <paramref name="tasks"/> or none, in one transaction; makes the namespace on its first use.</summary>
    Task<InsertOutcome> InsertAsync(
        string @namespace, IReadOnlyList<NewTask> tasks, string triggeredBy, CancellationToken cancellationToken);

    /// <returns>The task with its attempts; null when the namespace holds no such task.</returns>
    Task<TaskRecord?> FindAsync(string @namespace, Guid taskId, CancellationToken cancellationToken);

    /// <summary>Those of <paramref name="taskIds"/> that exist, in any order, whole but without attempts.</summary>
    Task<IReadOnlyList<TaskRecord>> FindManyAsync(
        string @namespace, IReadOnlyCollection<Guid> taskIds, CancellationToken cancellationToken);

    /// <summary>Tasks after <paramref name="after"/> (null: from the start), newest first, large fields left out.</summary>
    Task<IReadOnlyList<TaskRecord>> ListAsync(
        TaskFilter filter, TaskCursor? after, int limit, CancellationToken cancellationToken);

    /// <summary>In one transaction: the task is cancelled, and the signals that tell its orchestration and its chain's are stored.</summary>
    /// <returns>Null when the namespace holds no such task.</returns>
    Task<CancelOutcome?> CancelAsync(
        string @namespace, Guid taskId, string actor, string? reason, CancellationToken cancellationToken);

    /// <summary>Moves a failed task to pending, as its next run; with it what its chain gave up because of failures.</summary>
    /// <returns>Null when the namespace holds no such task.</returns>
    Task<RetryOutcome?> RetryAsync(
        string @namespace, Guid taskId, string actor, string? reason, CancellationToken cancellationToken);
}

/// <summary>What became of an insert.</summary>
public abstract record InsertOutcome
{
    InsertOutcome()
    {
    }

    /// <param name="Tasks">In the order of the request.</param>
    public sealed record Stored(IReadOnlyList<StoredTask> Tasks) : InsertOutcome;

    /// <summary>Nothing was stored: the idempotency key of task <paramref name="Index"/> belongs to another request's task.</summary>
    public sealed record Conflict(int Index, Guid ExistingTaskId) : InsertOutcome;
}

public sealed record StoredTask(Guid TaskId, bool AlreadyExisted);

/// <param name="Signals">To be delivered; empty when nothing changed, because the task had ended already.</param>
/// <param name="StatusBefore">The status that the task had, and still has when there are no <paramref name="Signals"/>.</param>
public sealed record CancelOutcome(TaskRecordStatus StatusBefore, IReadOnlyList<OrchestrationSignal> Signals);

/// <param name="Run">The new run; null when nothing changed, because the task had not failed.</param>
/// <param name="Chain">Of a task in a chain, whose run starts it; null: it stands alone.</param>
public sealed record RetryOutcome(TaskRecordStatus StatusBefore, int? Run, ChainWake? Chain = null);
