namespace Orchestrator.Core.Events;

/// <summary>A stored event (<c>lifecycle_events</c>).</summary>
/// <param name="SubjectKind"><c>task</c>, <c>chain</c>, <c>job</c>, ...</param>
/// <param name="Sequence">1, 2, 3, ... per subject, without gaps, in commit order.</param>
/// <param name="ScopeId">The chain or job that the subject belongs to.</param>
/// <param name="Payload">JSON object as stored; <see cref="SecretMask"/> before it leaves the process.</param>
public sealed record LifecycleEvent(
    EventPosition Position,
    string SubjectKind,
    Guid SubjectId,
    int Sequence,
    Guid NamespaceId,
    Guid? ScopeId,
    string Name,
    string Actor,
    string Payload,
    string? CorrelationId,
    DateTimeOffset OccurredAt);
