namespace Orchestrator.Core.Events.Bus;

/// <summary>What happened, as subscribers in this process see it: <c>docs/events.md</c>, Envelope.</summary>
/// <param name="Sequence">Of a stored event: 1, 2, 3, ... per subject. 0: it is not stored.</param>
/// <param name="Payload">JSON object, unmasked: <see cref="SecretMask"/> before it leaves the process.</param>
public sealed record BusEvent(
    Guid EventId,
    string Name,
    string SubjectKind,
    string SubjectId,
    int Sequence,
    DateTimeOffset OccurredAt,
    string? CorrelationId,
    string Actor,
    string Payload);
