using Microsoft.DurableTask.Runtime.Entities;

namespace Microsoft.DurableTask.Runtime.Store;

/// <summary>
/// Everything one turn of one instance writes. Kept apart from the other turns of its batch until the commit returned, so that
/// one turn that the store refuses can be taken out and the rest written.
/// </summary>
/// <remarks>Most turns have none of what is listed here, and there are many turns: an empty list costs nothing.</remarks>
internal sealed class TurnCommit
{
    List<InboxMessage>? _outbox;
    List<Guid>? _consumed;

    /// <summary>The instance's id; 0 when the commit only consumes messages.</summary>
    public long Instance { get; init; }

    /// <summary>The row to insert, when the instance begins with this turn.</summary>
    public InstanceRow? Created { get; set; }

    /// <summary>The instance of the same text id that makes way: its row, history and result go.</summary>
    public long Replaced { get; set; }

    /// <summary>The new start data after continue-as-new: the turns before this one are dropped.</summary>
    public InstanceRow? Continued { get; set; }

    /// <summary>What a rewind takes back: the result, and turns from a number on.</summary>
    public RewoundHistory? Rewound { get; set; }

    public TurnRow? Turn { get; set; }

    public ResultRow? Result { get; set; }

    public IReadOnlyList<InboxMessage> Outbox
    {
        get => Few.Of(_outbox);
        init => _outbox = [.. value];
    }

    /// <summary>Inbox messages that this turn has taken in.</summary>
    public IReadOnlyList<Guid> Consumed
    {
        get => Few.Of(_consumed);
        init => _consumed = [.. value];
    }

    /// <summary>An entity's new state and lock; gone when it has neither.</summary>
    public EntityRow? Entity { get; set; }

    /// <summary>Signals that are not due yet: they leave the inbox until then.</summary>
    public IReadOnlyList<ScheduledSignal> Scheduled { get; init; } = [];

    /// <summary>Signals that have become due.</summary>
    public IReadOnlyList<Guid> Unscheduled { get; init; } = [];

    public IReadOnlyList<PoisonMessage> Poison { get; init; } = [];

    /// <summary>Inbox messages whose turn failed once more.</summary>
    public IReadOnlyList<Guid> Retried { get; init; } = [];

    public void Send(InboxMessage message) => (_outbox ??= []).Add(message);

    public void Consume(Guid inboxId) => (_consumed ??= []).Add(inboxId);
}
