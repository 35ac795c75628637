namespace Orchestrator.Core.Access;

/// <summary>Table <c>audit_log</c>: who did what through the API.</summary>
public interface IAuditLog
{
    Task RecordAsync(AuditEntry entry, CancellationToken cancellationToken);
}

/// <param name="Actor">As <c>triggered_by</c> has it.</param>
/// <param name="Action">The RPC, e.g. <c>TaskService/CancelTask</c>.</param>
/// <param name="SubjectKind">What it was done to: task, chain, operation, template; null when the request names none.</param>
/// <param name="Namespace">Name; one that does not exist leaves <c>namespace_id</c> empty and stays in the details.</param>
/// <param name="Outcome"><c>ok</c>, <c>denied</c>, or the call's status such as <c>failed_precondition</c>.</param>
public sealed record AuditEntry(
    string Actor,
    string Action,
    string? SubjectKind,
    Guid? SubjectId,
    string Namespace,
    string Outcome,
    IReadOnlyDictionary<string, string> Details);
