using Microsoft.DurableTask.Runtime.Activities;
using Microsoft.DurableTask.Runtime.Entities;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Turns;

/// <summary>What a partition reaches outside of itself, all of it after a commit.</summary>
internal interface IPartitionSurroundings
{
    /// <summary>How many ownerships of partitions have begun in this process; <see cref="Route"/> tells why it is asked.</summary>
    long Ownerships { get; }

    /// <summary>Hands committed messages to their partitions: in memory where this process owns them, else by a hint to read the inbox.</summary>
    /// <param name="messages">In their order.</param>
    /// <param name="ownerships">
    /// <see cref="Ownerships"/> when the commit began. An ownership that is younger has read the inbox since, or will: by now the message may
    /// have been consumed before it, and nobody would know it again.
    /// </param>
    void Route(IReadOnlyList<InboxMessage> messages, long ownerships);

    /// <summary>Runs an activity and posts its result to <paramref name="caller"/>.</summary>
    void Dispatch(ActivityCall call, PartitionProcessor caller);

    /// <summary>The results of so many dispatched activities are committed, or are not wanted any more.</summary>
    void Settled(int activities);

    /// <summary>Runs operations of an entity and posts what came of them to <paramref name="owner"/>.</summary>
    void Dispatch(EntityBatch batch, PartitionProcessor owner);

    /// <summary>An instance has begun or ended: whoever waits for it is told.</summary>
    void Changed(InstanceState state);
}
