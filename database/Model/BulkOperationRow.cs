using Orchestrator.Core.Tasks;

namespace Orchestrator.Database.Model;

/// <summary>Table <c>bulk_operations</c>: cancelling or retrying every task that a filter finds. JSON columns are JSON text.</summary>
public sealed class BulkOperationRow
{
    public Guid Id { get; set; }

    public Guid NamespaceId { get; set; }

    /// <summary><c>cancel</c> or <c>retry</c>.</summary>
    public required string Action { get; set; }

    public TaskRecordStatus Status { get; set; }

    public required string Filter { get; set; }

    public string? Reason { get; set; }

    public string? IdempotencyKey { get; set; }

    public required string RequestHash { get; set; }

    public required string TriggeredBy { get; set; }

    public int Total { get; set; }

    public int Done { get; set; }

    public int PassedOver { get; set; }

    public int PageNo { get; set; }

    /// <summary>Tasks of the page that is being worked on; null: between two pages.</summary>
    public string? Page { get; set; }

    /// <summary>With <see cref="PlaceTaskId"/>: the next page begins after this task.</summary>
    public DateTimeOffset? PlaceCreatedAt { get; set; }

    public Guid? PlaceTaskId { get; set; }

    public string? ErrorMessage { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>Since when nothing has happened to it.</summary>
    public DateTimeOffset MovedAt { get; set; }
}
