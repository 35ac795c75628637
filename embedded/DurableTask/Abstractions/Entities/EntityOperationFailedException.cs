namespace Microsoft.DurableTask.Entities;

/// <summary>What a caller gets for an operation that threw. The entity is as it was before the operation.</summary>
public sealed class EntityOperationFailedException : Exception
{
    public EntityOperationFailedException(EntityInstanceId entityId, string operationName, TaskFailureDetails failureDetails)
        : base($"Operation '{operationName}' of entity '{entityId}' failed: {failureDetails?.ErrorMessage}")
    {
        EntityId = entityId;
        OperationName = operationName;
        FailureDetails = failureDetails!;
    }

    public EntityInstanceId EntityId { get; }

    public string OperationName { get; }

    public TaskFailureDetails FailureDetails { get; }
}
