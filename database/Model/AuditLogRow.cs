namespace Orchestrator.Database.Model;

/// <summary>Table <c>audit_log</c>: who did what through the API.</summary>
public sealed class AuditLogRow
{
    public long Id { get; set; }

    public required string Actor { get; set; }

    public required string Action { get; set; }

    public string? SubjectKind { get; set; }

    public Guid? SubjectId { get; set; }

    public Guid? NamespaceId { get; set; }

    public string Outcome { get; set; } = "ok";

    public string Details { get; set; } = "{}";

    public DateTimeOffset OccurredAt { get; set; }
}
