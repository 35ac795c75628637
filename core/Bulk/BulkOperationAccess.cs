using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Bulk;

/// <summary>Shows an operation with its progress.</summary>
public sealed class GetBulkOperation(IBulkOperations operations)
{
    /// <exception cref="BulkOperationNotFoundException"/>
    public async Task<BulkOperation> ExecuteAsync(string @namespace, Guid operationId, CancellationToken cancellationToken) =>
        await operations.FindAsync(@namespace, operationId, cancellationToken)
        ?? throw new BulkOperationNotFoundException(@namespace, operationId);
}

/// <summary>Stops an operation between two tasks; what is done stays done.</summary>
public sealed class CancelBulkOperation(IBulkOperations operations, GetBulkOperation getOperation)
{
    /// <returns>The operation; unchanged when it was cancelled before.</returns>
    /// <exception cref="BulkOperationNotFoundException"/>
    /// <exception cref="BulkOperationStateException">It has ended otherwise.</exception>
    public async Task<BulkOperation> ExecuteAsync(string @namespace, Guid operationId, CancellationToken cancellationToken)
    {
        bool cancelled = await operations.TryCancelAsync(@namespace, operationId, cancellationToken);
        BulkOperation operation = await getOperation.ExecuteAsync(@namespace, operationId, cancellationToken);
        return cancelled || operation.Status == TaskRecordStatus.Cancelled
            ? operation
            : throw new BulkOperationStateException(operationId, operation.Status);
    }
}
