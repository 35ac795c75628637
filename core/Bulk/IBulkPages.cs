namespace Orchestrator.Core.Bulk;

/// <summary>The work of an operation, a page at a time. The place is kept in the operation's row.</summary>
public interface IBulkPages
{
    /// <summary>
    /// The page that was begun and not ended, or the next one; the first counts the tasks, and after the last one the operation has
    /// completed.
    /// </summary>
    /// <returns>Null: the operation has ended.</returns>
    Task<BulkPage?> BeginAsync(Guid operationId, int size, CancellationToken cancellationToken);

    /// <returns>True when somebody has cancelled the operation.</returns>
    Task<bool> IsStoppedAsync(Guid operationId, CancellationToken cancellationToken);

    /// <summary>Adds the page's counts; a page that was ended before changes nothing.</summary>
    Task EndAsync(Guid operationId, int pageNumber, int done, int passedOver, CancellationToken cancellationToken);
}

/// <param name="Number">1, 2, 3, ...</param>
public sealed record BulkPage(
    int Number, string Namespace, BulkAction Action, string Actor, string? Reason, IReadOnlyList<BulkPageTask> Tasks);

/// <param name="Run">The run that the task was in when the page began: a retry that was made before leads beyond it.</param>
public sealed record BulkPageTask(Guid TaskId, int Run);
