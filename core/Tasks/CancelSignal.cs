namespace Orchestrator.Core.Tasks;

/// <summary>Payload of the external event <see cref="RunTaskInput.CancelEvent"/>.</summary>
/// <param name="SignalId">A signal may arrive twice; the second changes nothing.</param>
public sealed record CancelSignal(Guid SignalId, string? Reason);
