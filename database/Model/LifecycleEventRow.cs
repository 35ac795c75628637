namespace Orchestrator.Database.Model;

/// <summary>Table <c>lifecycle_events</c>; ordered by (<see cref="Tx"/>, <see cref="Id"/>) across subjects.</summary>
public sealed class LifecycleEventRow
{
    public long Id { get; set; }

    public ulong Tx { get; set; }

    public required string SubjectKind { get; set; }

    public Guid SubjectId { get; set; }

    public int Seq { get; set; }

    public Guid NamespaceId { get; set; }

    public Guid? ScopeId { get; set; }

    public required string EventName { get; set; }

    public required string Actor { get; set; }

    public required string Payload { get; set; }

    public string? CorrelationId { get; set; }

    public DateTimeOffset OccurredAt { get; set; }
}
