using Microsoft.DurableTask.Runtime.Entities;

namespace Microsoft.DurableTask.Runtime.Store;

/// <summary>What owners and clients read of entities. Their messages lie in the inbox until an operation's commit consumes them.</summary>
internal interface IEntityStore
{
    /// <returns>Those that exist, in no order.</returns>
    Task<IReadOnlyList<EntityRow>> ReadEntitiesAsync(IReadOnlyList<string> instanceIds, CancellationToken cancellationToken);

    /// <summary>Reads all signals of the partition that wait for their time.</summary>
    Task<IReadOnlyList<ScheduledSignal>> ReadSignalsAsync(PartitionLease lease, CancellationToken cancellationToken);

    /// <summary>The page of entities that match, in the order of their ids.</summary>
    Task<IReadOnlyList<EntityView>> QueryEntitiesAsync(EntityRowQuery query, CancellationToken cancellationToken);
}
