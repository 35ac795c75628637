using Microsoft.DurableTask.Runtime.History;

namespace Microsoft.DurableTask.Runtime.Store;

/// <summary>What one instance, or a client, sends to an instance.</summary>
internal abstract record Message(string InstanceId);

/// <summary>Begins an instance.</summary>
/// <param name="Dedupe">Statuses of an existing instance of the same id that refuse the start; others make way.</param>
/// <param name="IsFreshId">True when the id was drawn for this start, so nothing of that id can exist.</param>
internal sealed record StartMessage(InstanceRow Instance, IReadOnlyCollection<InstanceStatus> Dedupe, bool IsFreshId = false)
    : Message(Instance.InstanceId)
{
    /// <summary>What the real runtime's storage providers refuse when nothing is said: live instances.</summary>
    public static IReadOnlyCollection<InstanceStatus> LiveStatuses { get; } =
        [InstanceStatus.Running, InstanceStatus.Pending, InstanceStatus.Suspended, InstanceStatus.ContinuedAsNew];

    /// <summary>Nothing that bears the id makes way.</summary>
    public static IReadOnlyCollection<InstanceStatus> AllStatuses { get; } = Enum.GetValues<InstanceStatus>();
}

/// <param name="TargetId">The exact instance meant, or 0 for whichever bears the id now.</param>
/// <param name="TargetExecution">The exact execution meant, or <see cref="AnyExecution"/>: an answer to an earlier one is dropped.</param>
internal sealed record EventMessage(string InstanceId, HistoryEvent Event, long TargetId = 0, int TargetExecution = 0)
    : Message(InstanceId)
{
    public const int AnyExecution = -1;

    /// <summary>A client's, who has seen the instance in the store; its owner may not have met it yet.</summary>
    public bool IsToAnyExecution => TargetId == 0 || TargetExecution == AnyExecution;

    public bool IsMeantFor(InstanceRow row) =>
        TargetId == 0 || (row.Id == TargetId && (TargetExecution == AnyExecution || row.Execution == TargetExecution));
}

/// <summary>A message at rest. <see cref="Id"/> is drawn by the sender; <see cref="Deliveries"/> counts turns that failed on it.</summary>
internal sealed record InboxMessage(Guid Id, Message Message, int Deliveries = 0);

/// <summary>A message that no turn could take in, put aside for a person to look at.</summary>
internal sealed record PoisonMessage(string InstanceId, Message Message, string Reason, DateTimeOffset At);
