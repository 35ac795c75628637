namespace Orchestrator.Core.Tasks;

/// <summary>Compare-and-set of a task's status, with its audit row and event in the same transaction.</summary>
public interface ITaskTransitions
{
    /// <summary>Moves the task when its status is one of <paramref name="from"/>.</summary>
    /// <param name="metadata">JSON object kept with the transition; null for none. Its <c>error_message</c> and
    /// <c>error_type</c> become the task's when <paramref name="to"/> is failed.</param>
    /// <param name="run">Only while the task is in this run; null: in any.</param>
    /// <returns>False when someone was first: the status was none of <paramref name="from"/>, and nothing is written.</returns>
    Task<bool> TryMoveAsync(
        Guid taskId,
        int? run,
        IReadOnlyList<TaskRecordStatus> from,
        TaskRecordStatus to,
        string actor,
        string? metadata,
        CancellationToken cancellationToken);

    /// <summary>Names what the task waits for, while its status is <paramref name="status"/>; every move clears it.</summary>
    Task SetWaitAsync(
        Guid taskId, TaskRecordStatus status, WaitReason reason, DateTimeOffset? until, CancellationToken cancellationToken);
}
