using Microsoft.DurableTask.Entities;

namespace Microsoft.DurableTask.Client.Entities;

/// <summary>Signals and looks at entities from outside. Only orchestrations wait for an operation's result.</summary>
public abstract class DurableEntityClient
{
    protected DurableEntityClient(string name) => Name = name;

    public string Name { get; }

    /// <summary>Ends once the signal is durable; the operation may run later.</summary>
    public abstract Task SignalEntityAsync(
        EntityInstanceId id,
        string operationName,
        object? input = null,
        SignalEntityOptions? options = null,
        CancellationToken cancellation = default);

    public virtual Task SignalEntityAsync(
        EntityInstanceId id, string operationName, SignalEntityOptions options, CancellationToken cancellation = default)
        => SignalEntityAsync(id, operationName, null, options, cancellation);

    public virtual Task SignalEntityAsync(EntityInstanceId id, string operationName, CancellationToken cancellation)
        => SignalEntityAsync(id, operationName, null, null, cancellation);

    /// <returns>Null when there is no such entity: it has no state.</returns>
    public abstract Task<EntityMetadata?> GetEntityAsync(EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default);

    public virtual Task<EntityMetadata?> GetEntityAsync(EntityInstanceId id, CancellationToken cancellation)
        => GetEntityAsync(id, includeState: true, cancellation);

    /// <returns>Null when there is no such entity: it has no state.</returns>
    public abstract Task<EntityMetadata<T>?> GetEntityAsync<T>(
        EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default);

    public virtual Task<EntityMetadata<T>?> GetEntityAsync<T>(EntityInstanceId id, CancellationToken cancellation)
        => GetEntityAsync<T>(id, includeState: true, cancellation);

    /// <summary>In the order of their ids.</summary>
    public abstract AsyncPageable<EntityMetadata> GetAllEntitiesAsync(EntityQuery? filter = null);

    public abstract AsyncPageable<EntityMetadata<T>> GetAllEntitiesAsync<T>(EntityQuery? filter = null);

    /// <param name="request">Null: <see cref="CleanEntityStorageRequest.Default"/>.</param>
    /// <param name="continueUntilComplete">False: one page, and a token for the next.</param>
    public abstract Task<CleanEntityStorageResult> CleanEntityStorageAsync(
        CleanEntityStorageRequest? request = null, bool continueUntilComplete = true, CancellationToken cancellation = default);
}
