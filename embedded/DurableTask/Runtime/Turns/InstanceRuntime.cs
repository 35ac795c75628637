using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Replay;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Turns;

/// <summary>A live instance in its partition's memory. Touched by the partition's loop alone. Hundreds of thousands may lie parked: keep it small.</summary>
internal sealed class InstanceRuntime(InstanceRow row)
{
    public InstanceRow Row { get; set; } = row;

    /// <summary>False until the row is committed; the first turn's commit inserts it.</summary>
    public bool IsStored { get; set; }

    /// <summary>The id of the ended or overridden instance whose rows go when this one's is inserted.</summary>
    public long Replaces { get; set; }

    /// <summary>How the instance came to be started here, until its row is stored: a refused start is looked at again.</summary>
    public MessageItem? Start { get; set; }

    public int NextTurn { get; set; }

    public InstanceStatus Status { get; set; } = InstanceStatus.Pending;

    /// <summary>Null until the first turn, after eviction and after a failed commit: rebuilt by replay.</summary>
    public OrchestrationExecution? Execution { get; set; }

    /// <summary>Where the instance stands among those whose execution is in memory.</summary>
    public LinkedListNode<InstanceRuntime>? CacheNode { get; set; }

    /// <summary>The stored turns, kept from recovery until the first replay where memory allows.</summary>
    public IReadOnlyList<TurnRow>? StoredTurns { get; set; }

    public List<Delivery> Pending { get; } = [];

    /// <summary>True when no call is open that the messages which wait do not answer: waiting for more would be in vain.</summary>
    public bool IsAnswered => Execution is null || Execution.OpenCount <= Pending.Count;

    /// <summary>A turn is being committed or the history is being read: messages wait.</summary>
    public bool IsBusy { get; set; }

    public bool IsQueued { get; set; }

    /// <summary>Its version is for another worker, and that has been said.</summary>
    public bool IsLeft { get; set; }

    /// <summary>Ended or overridden; what still refers to it has come too late.</summary>
    public bool IsGone { get; set; }

    /// <summary>What the stored turns hold, in bytes of their encoding.</summary>
    public long HistoryBytes { get; set; }

    /// <summary>What <see cref="ExecutionCache"/> has counted for the execution.</summary>
    public long CountedBytes { get; set; }

    /// <summary>
    /// An estimate of what the execution holds: whatever its code has taken in or has buffered came through its input and its history,
    /// as strings of two bytes a character.
    /// </summary>
    public long ExecutionBytes => SuspendedCodeBytes + (2 * (HistoryBytes + (Row.Input?.Length ?? 0)));

    /// <summary>The execution was let go, and with it what only turns need: <see cref="Unpark"/> comes before the next one.</summary>
    public bool IsParked { get; private set; }

    /// <summary>
    /// Lets go of everything that can be read again: a waiting instance then costs its ids, its place in the partition, and its names,
    /// which many share.
    /// </summary>
    public void Park()
    {
        (Execution, StoredTurns, IsParked) = (null, null, true);
        if (Row.Input is not null || Row.Tags is not null) Row = Row with { Input = null, Tags = null };
        Pending.TrimExcess();
    }

    /// <summary>Takes in what was read again.</summary>
    public void Unpark(StoredInstance stored) => (Row, StoredTurns, IsParked) = (stored.Instance, stored.Turns, false);

    // State machines, tasks and the context, measured with one wait open.
    const int SuspendedCodeBytes = 3_000;
}

/// <summary>A message on its way into a turn.</summary>
/// <param name="InboxId">The stored message that the turn's commit deletes; null for one that only memory holds.</param>
/// <param name="Acknowledge">The client who waits for the commit.</param>
internal sealed record Delivery(HistoryEvent Event, Guid? InboxId = null, TaskCompletionSource? Acknowledge = null, int Failures = 0);
