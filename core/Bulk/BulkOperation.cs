using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Bulk;

/// <summary>A bulk operation as it is stored (<c>bulk_operations</c>).</summary>
/// <param name="Total">Tasks that the filter found when it began.</param>
/// <param name="Done">Cancelled, or running again.</param>
/// <param name="PassedOver">Were in no state for it by the time they were reached.</param>
public sealed record BulkOperation(
    Guid Id,
    string Namespace,
    BulkAction Action,
    TaskRecordStatus Status,
    int Total,
    int Done,
    int PassedOver,
    string? ErrorMessage,
    string? Reason,
    DateTimeOffset CreatedAt,
    DateTimeOffset? CompletedAt,
    string TriggeredBy);
