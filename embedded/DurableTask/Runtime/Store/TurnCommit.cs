using Microsoft.DurableTask.Runtime.Entities;

namespace Microsoft.DurableTask.Runtime.Store;

/// <summary>
/// Everything one turn of one instance writes. Kept apart from the other turns of its batch until the commit returned, so that
/// one turn that the store refuses can be taken out and the rest written.
/// </summary>
internal sealed class TurnCommit
{
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

    public List<InboxMessage> Outbox { get; } = [];

    public List<Guid> Consumed { get; } = [];

    /// <summary>An entity's new state and lock; gone when it has neither.</summary>
    public EntityRow? Entity { get; set; }

    /// <summary>Signals that are not due yet: they leave the inbox until then.</summary>
    public List<ScheduledSignal> Scheduled { get; } = [];

    /// <summary>Signals that have become due.</summary>
    public List<Guid> Unscheduled { get; } = [];

    public List<PoisonMessage> Poison { get; } = [];

    /// <summary>Inbox messages whose turn failed once more.</summary>
    public List<Guid> Retried { get; } = [];
}
