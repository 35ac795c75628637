namespace Orchestrator.Core.Orchestration;

/// <summary>
/// Something the outside wants of a running orchestration (<c>orchestration_signals</c>): a row first, in the transaction that
/// accepts it, sent after the commit and repeated until it was taken.
/// </summary>
/// <param name="Id">Sent along; an orchestrator ignores one that it has seen.</param>
/// <param name="Name">Of the external event, for <see cref="OrchestrationSignalKind.RaiseEvent"/>.</param>
/// <param name="Payload">JSON; null for none.</param>
public sealed record OrchestrationSignal(
    Guid Id, string InstanceId, OrchestrationSignalKind Kind, string? Name, string? Payload, int Attempts);

/// <summary>Stored in snake case: <c>raise_event</c>, <c>terminate</c>, <c>suspend</c>, <c>resume</c>.</summary>
public enum OrchestrationSignalKind
{
    RaiseEvent,
    Terminate,
    Suspend,
    Resume,
}

/// <summary>Sends signals to instances: over HTTP in the gateway, over the durable client in the function app.</summary>
public interface IOrchestrationSignalSender
{
    Task<SignalOutcome> SendAsync(OrchestrationSignal signal, CancellationToken cancellationToken);
}

public enum SignalOutcome
{
    /// <summary>The hub has it.</summary>
    Sent,

    /// <summary>No such instance, or it has ended: nothing left to tell.</summary>
    NoInstance,

    /// <summary>No answer: try again later.</summary>
    Unreachable,

    /// <summary>The hub answers, but not to this: tried again ever more rarely, for a newer host may take it.</summary>
    Refused,
}
