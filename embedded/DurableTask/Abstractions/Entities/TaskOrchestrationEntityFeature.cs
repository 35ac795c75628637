using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask.Entities;

/// <summary>What an orchestrator may ask of entities. Like its other calls it is recorded, and given again on replay.</summary>
public abstract class TaskOrchestrationEntityFeature
{
    /// <summary>Waits for the operation's result.</summary>
    /// <exception cref="EntityOperationFailedException">The operation threw.</exception>
    /// <exception cref="InvalidOperationException">In a critical section: the entity is not locked by it, or is still at a call.</exception>
    public abstract Task<TResult> CallEntityAsync<TResult>(
        EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null);

    public virtual Task<TResult> CallEntityAsync<TResult>(EntityInstanceId id, string operationName, CallEntityOptions? options)
        => CallEntityAsync<TResult>(id, operationName, null, options);

    public abstract Task CallEntityAsync(EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null);

    public virtual Task CallEntityAsync(EntityInstanceId id, string operationName, CallEntityOptions? options)
        => CallEntityAsync(id, operationName, null, options);

    /// <summary>Sends an operation and does not wait for it.</summary>
    /// <exception cref="InvalidOperationException">The entity is locked by this orchestration's critical section.</exception>
    public abstract Task SignalEntityAsync(
        EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null);

    public virtual Task SignalEntityAsync(EntityInstanceId id, string operationName, SignalEntityOptions? options)
        => SignalEntityAsync(id, operationName, null, options);

    /// <summary>Locks all of the entities, in an order that is the same for all callers, and so begins a critical section.</summary>
    /// <returns>Ends the critical section when disposed; the orchestration's end does it too.</returns>
    /// <exception cref="ArgumentException">There are no entities.</exception>
    /// <exception cref="InvalidOperationException">The orchestration is in a critical section already.</exception>
    public abstract Task<IAsyncDisposable> LockEntitiesAsync(IEnumerable<EntityInstanceId> entityIds);

    public virtual Task<IAsyncDisposable> LockEntitiesAsync(params EntityInstanceId[] entityIds)
        => LockEntitiesAsync((IEnumerable<EntityInstanceId>)entityIds);

    /// <param name="entityIds">The locked entities that are not at a call now.</param>
    public abstract bool InCriticalSection([NotNullWhen(true)] out IReadOnlyList<EntityInstanceId>? entityIds);

    public virtual bool InCriticalSection() => InCriticalSection(out _);
}
