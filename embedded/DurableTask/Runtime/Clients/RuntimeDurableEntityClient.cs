using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;
using Microsoft.DurableTask.Runtime.Entities;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Hosting;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Clients;

/// <summary>The entities of a hub. A signal is durable when its call returns.</summary>
internal sealed class RuntimeDurableEntityClient(string name, DurableHub hub, DataConverter converter) : DurableEntityClient(name)
{
    public override Task SignalEntityAsync(
        EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(operationName);
        var request = new OperationRequest(
            EntityIdText.Check(id), operationName, converter.Serialize(input), Caller: null, options?.SignalTime?.UtcDateTime);
        return hub.SendAsync(request, cancellation);
    }

    public override async Task<EntityMetadata?> GetEntityAsync(
        EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default) =>
        await FindAsync(id, includeState, cancellation) is { } found ? Describe(found) : null;

    public override async Task<EntityMetadata<T>?> GetEntityAsync<T>(
        EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default) =>
        await FindAsync(id, includeState, cancellation) is { } found ? Describe<T>(found) : null;

    public override AsyncPageable<EntityMetadata> GetAllEntitiesAsync(EntityQuery? filter = null) => Query(filter, Describe);

    public override AsyncPageable<EntityMetadata<T>> GetAllEntitiesAsync<T>(EntityQuery? filter = null) => Query(filter, Describe<T>);

    /// <summary>
    /// Empty entities have no row, so none is ever removed. A lock is an orphan when the exact instance that asked for it lives no more: it was
    /// purged, or ended by a failed replay.
    /// </summary>
    public override async Task<CleanEntityStorageResult> CleanEntityStorageAsync(
        CleanEntityStorageRequest? request = null, bool continueUntilComplete = true, CancellationToken cancellation = default)
    {
        CleanEntityStorageRequest wanted = request ?? CleanEntityStorageRequest.Default;
        string? after = wanted.ContinuationToken;
        int released = 0;
        if (!wanted.ReleaseOrphanedLocks) return default;
        await hub.OpenAsync(cancellation);
        do
        {
            var query = new EntityRowQuery(EntityQuery.DefaultPageSize, after, WithState: false, WithTransient: true, LockedOnly: true);
            IReadOnlyList<EntityView> page = await hub.Store.Entities.QueryEntitiesAsync(query, cancellation);
            foreach (EntityView view in page)
            {
                ParentLink holder = view.Row.Lock!;
                InstanceState? state = await hub.Store.FindAsync(holder.InstanceId, withPayloads: false, cancellation);
                if (state is not null && state.Instance.Id == holder.Id && !state.Status.IsFinal()) continue;
                await hub.SendAsync(new LockRelease(view.Row.InstanceId, holder), cancellation);
                released++;
            }

            after = page.Count == query.PageSize ? page[^1].Row.InstanceId : null;
        }
        while (continueUntilComplete && after is not null);

        return new CleanEntityStorageResult { OrphanedLocksReleased = released, ContinuationToken = after };
    }

    async Task<EntityView?> FindAsync(EntityInstanceId id, bool includeState, CancellationToken cancellation)
    {
        string text = EntityIdText.Check(id);
        await hub.OpenAsync(cancellation);
        // The first of all ids that begin with it is the id itself.
        var query = new EntityRowQuery(PageSize: 1, Prefix: text, WithState: includeState);
        IReadOnlyList<EntityView> found = await hub.Store.Entities.QueryEntitiesAsync(query, cancellation);
        return found is [{ Row.InstanceId: var first } view] && first == text ? view : null;
    }

    AsyncPageable<T> Query<T>(EntityQuery? filter, Func<EntityView, T> describe) where T : notnull =>
        Pageable.Create(async (continuation, pageSize, cancellation) =>
        {
            await hub.OpenAsync(cancellation);
            var query = new EntityRowQuery(
                pageSize ?? filter?.PageSize ?? EntityQuery.DefaultPageSize,
                continuation ?? filter?.ContinuationToken,
                filter?.InstanceIdStartsWith,
                filter?.LastModifiedFrom,
                filter?.LastModifiedTo,
                filter?.IncludeState ?? true,
                filter?.IncludeTransient ?? false);
            IReadOnlyList<EntityView> page = await hub.Store.Entities.QueryEntitiesAsync(query, cancellation);
            return new Page<T>([.. page.Select(describe)], page.Count < query.PageSize ? null : page[^1].Row.InstanceId);
        });

    EntityMetadata Describe(EntityView view) => new(IdOf(view), view.Row.State is { } state ? new SerializedData(state, converter) : null)
    {
        LastModifiedTime = view.Row.ModifiedAt,
        BacklogQueueSize = view.Backlog,
        LockedBy = view.Row.Lock?.InstanceId,
    };

    EntityMetadata<T> Describe<T>(EntityView view)
    {
        EntityInstanceId id = IdOf(view);
        // Without a state not even a default one: 0 would pass for it.
        return view.Row.State is { } state
            ? new EntityMetadata<T>(id, converter.Deserialize<T>(state))
            {
                LastModifiedTime = view.Row.ModifiedAt,
                BacklogQueueSize = view.Backlog,
                LockedBy = view.Row.Lock?.InstanceId,
            }
            : new EntityMetadata<T>(id)
            {
                LastModifiedTime = view.Row.ModifiedAt,
                BacklogQueueSize = view.Backlog,
                LockedBy = view.Row.Lock?.InstanceId,
            };
    }

    static EntityInstanceId IdOf(EntityView view) => EntityInstanceId.FromString(view.Row.InstanceId);
}
