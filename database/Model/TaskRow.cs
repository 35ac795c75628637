using Orchestrator.Core.Tasks;

namespace Orchestrator.Database.Model;

/// <summary>
/// Table <c>tasks</c>. JSON columns are JSON text. Status, times and event numbers are the triggers' to write: a status
/// changes through <c>transition_task</c>.
/// </summary>
public sealed class TaskRow
{
    public Guid Id { get; set; }

    public required string Name { get; set; }

    /// <summary>The handler.</summary>
    public required string TaskName { get; set; }

    public Guid NamespaceId { get; set; } = NamespaceRow.DefaultId;

    /// <summary>To name it in a query, as the template; never loaded.</summary>
    public NamespaceRow? Namespace { get; set; }

    public string? Prompt { get; set; }

    public string TaskParameters { get; set; } = "{}";

    public TaskRecordStatus Status { get; set; }

    public ExecutionPriority Priority { get; set; } = ExecutionPriority.Normal;

    public DateTimeOffset ScheduledAt { get; set; }

    public DateTimeOffset? ExecuteAfter { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    public string? Output { get; set; }

    public string? TaskOutput { get; set; }

    public string? ErrorMessage { get; set; }

    public string? ErrorType { get; set; }

    public int WarningsCount { get; set; }

    public int RunNo { get; set; } = 1;

    /// <summary>Per run: attempts in a run are one more.</summary>
    public int MaxRetries { get; set; } = 3;

    public int RetryCount { get; set; }

    public bool Retryable { get; set; } = true;

    public bool Skippable { get; set; }

    public int? BackoffSeconds { get; set; }

    public DateTimeOffset? LastAttemptedAt { get; set; }

    /// <summary>Since when somebody has had the start of this run in hand; <c>claim_pending_tasks</c> takes over what is old.</summary>
    public DateTimeOffset StartClaimedAt { get; set; }

    public WaitReason? WaitReason { get; set; }

    public DateTimeOffset? WaitUntil { get; set; }

    public Guid? ParentTaskId { get; set; }

    public Guid? ChainId { get; set; }

    public string? NodeKey { get; set; }

    public int? ChainPosition { get; set; }

    /// <summary><c>work</c>, <c>map</c>, <c>approval</c> or <c>sub_chain</c>.</summary>
    public string NodeKind { get; set; } = "work";

    /// <summary>JSON object: what its kind needs besides a handler's parameters (<c>docs/schema.md</c>).</summary>
    public string NodeOptions { get; set; } = "{}";

    public Guid? TemplateId { get; set; }

    public ChainTemplateRow? Template { get; set; }

    /// <summary><c>manual:&lt;user&gt;</c>, <c>api:&lt;client&gt;</c>, <c>scheduled</c> or <c>system</c>.</summary>
    public string TriggeredBy { get; set; } = "system";

    public string? CreatedBy { get; set; }

    public string? Initiator { get; set; }

    public string? SourceSystem { get; set; }

    public string? Reason { get; set; }

    public string? IdempotencyKey { get; set; }

    public string? RequestHash { get; set; }

    public string? IdentityHash { get; set; }

    public Guid? MapTaskId { get; set; }

    public int? MapIndex { get; set; }

    public string? CorrelationId { get; set; }

    public string? ConcurrencyKey { get; set; }

    public string? OrchestrationInstanceId { get; set; }

    /// <summary>Number of the last event.</summary>
    public int EventSeq { get; set; }

    public string Metadata { get; set; } = "{}";

    /// <summary>JSON object of text values.</summary>
    public string Tags { get; set; } = "{}";

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public bool IsDone { get; set; }
}
