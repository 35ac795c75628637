using Microsoft.DurableTask.Runtime.Activities;
using Microsoft.DurableTask.Runtime.Entities;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Turns;

/// <summary>What a partition reaches outside of itself, all of it after a commit.</summary>
internal interface IPartitionSurroundings
{
    /// <summary>Hands committed messages to their partitions: in memory where this process owns them, else by a hint to read the inbox.</summary>
    void Route(IReadOnlyList<InboxMessage> messages);

    /// <summary>Runs an activity and posts its result to <paramref name="caller"/>.</summary>
    void Dispatch(ActivityCall call, PartitionProcessor caller);

    /// <summary>The results of so many dispatched activities are committed, or are not wanted any more.</summary>
    void Settled(int activities);

    /// <summary>Runs operations of an entity and posts what came of them to <paramref name="owner"/>.</summary>
    void Dispatch(EntityBatch batch, PartitionProcessor owner);

    /// <summary>An instance has begun or ended: whoever waits for it is told.</summary>
    void Changed(InstanceState state);
}
