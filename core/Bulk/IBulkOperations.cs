namespace Orchestrator.Core.Bulk;

/// <summary>The stored operations, as the API's use cases need them.</summary>
public interface IBulkOperations
{
    /// <summary>Stores the operation, unless its idempotency key has one.</summary>
    Task<BulkInsertOutcome> InsertAsync(NewBulkOperation operation, CancellationToken cancellationToken);

    /// <returns>Null when the namespace holds no such operation.</returns>
    Task<BulkOperation?> FindAsync(string @namespace, Guid operationId, CancellationToken cancellationToken);

    /// <summary>Cancels an operation that has not ended.</summary>
    /// <returns>False when it has, or when there is none.</returns>
    Task<bool> TryCancelAsync(string @namespace, Guid operationId, CancellationToken cancellationToken);

    /// <summary>Ends an operation that nothing works on any more.</summary>
    Task FailAsync(Guid operationId, string message, CancellationToken cancellationToken);

    /// <summary>Claims operations that have not ended and that nothing has moved for <paramref name="olderThan"/>.</summary>
    Task<IReadOnlyList<Guid>> ClaimUnmovedAsync(int limit, TimeSpan olderThan, CancellationToken cancellationToken);
}

/// <summary>What became of an insert.</summary>
public abstract record BulkInsertOutcome
{
    BulkInsertOutcome()
    {
    }

    public sealed record Stored(BulkOperation Operation) : BulkInsertOutcome;

    /// <summary>The key has this one; nothing was stored.</summary>
    /// <param name="DifferingField">Null: the same was asked for.</param>
    public sealed record Existing(BulkOperation Operation, string? DifferingField) : BulkInsertOutcome;
}
