using Microsoft.DurableTask.Runtime.Activities;
using Microsoft.DurableTask.Runtime.Entities;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Turns;

/// <summary>What others post to a partition's loop.</summary>
internal abstract record MailItem;

/// <param name="InboxId">Of the stored message, if it is one.</param>
/// <param name="IsInOrder">True when no message that was stored before this one can still be unread.</param>
internal sealed record MessageItem(
    Message Message, Guid? InboxId = null, TaskCompletionSource? Acknowledge = null, int Failures = 0, bool IsInOrder = false) : MailItem;

/// <summary>An activity of this partition has run.</summary>
/// <param name="Result"><see cref="TaskCompleted"/> or <see cref="TaskFailed"/>.</param>
internal sealed record ActivityEndedItem(ActivityCall Call, HistoryEvent Result) : MailItem;

/// <summary>A commit in the background has ended, with what failed in it.</summary>
internal sealed record CommittedItem(IReadOnlyList<TurnWork> Turns, CommitReport Report) : MailItem;

/// <summary>The histories of parked instances have been read; what was not found is not in <paramref name="Stored"/>.</summary>
internal sealed record LoadedItem(IReadOnlyList<InstanceRuntime> Instances, IReadOnlyDictionary<long, StoredInstance> Stored) : MailItem;

/// <summary>The store has noted which instances live.</summary>
internal sealed record CheckpointedItem : MailItem;

/// <summary>Operations of an entity have run.</summary>
internal sealed record EntityRanItem(EntityBatch Batch, EntityBatchResult Result) : MailItem;

/// <summary>The inbox has been read, for the <paramref name="Number"/>-th time.</summary>
internal sealed record InboxItem(IReadOnlyList<InboxMessage> Messages, long Number) : MailItem;

/// <summary>Something may be due: a timer, or the inbox.</summary>
internal sealed record TickItem(bool ReadInbox) : MailItem
{
    public static TickItem Timer { get; } = new(ReadInbox: false);

    public static TickItem Inbox { get; } = new(ReadInbox: true);
}

/// <summary>The host ends and waits until what was posted before is committed.</summary>
internal sealed record SettleItem(TaskCompletionSource Settled) : MailItem;

/// <summary>A background read or commit has failed in a way that ends this ownership.</summary>
internal sealed record FaultItem(Exception Exception, bool IsCommit) : MailItem;

/// <summary>A message that was taken before and is looked at again; it is already known by its id.</summary>
internal sealed record RetakenItem(MessageItem Message) : MailItem;
