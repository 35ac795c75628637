using Orchestrator.Core.Tasks;

namespace Orchestrator.Database.Model;

/// <summary>Table <c>task_chains</c>: tasks in a DAG; status, times, root and event numbers are the triggers' to write.</summary>
public sealed class TaskChainRow
{
    public Guid Id { get; set; }

    public required string ChainName { get; set; }

    public string? Description { get; set; }

    public Guid NamespaceId { get; set; } = NamespaceRow.DefaultId;

    public Guid? TemplateId { get; set; }

    public Guid? RootTaskId { get; set; }

    /// <summary>The sub-chain node that it is a part of.</summary>
    public Guid? ParentTaskId { get; set; }

    public TaskRecordStatus Status { get; set; }

    /// <summary>The chain's input, a JSON object.</summary>
    public string Context { get; set; } = "{}";

    public int? MaxParallel { get; set; }

    /// <summary><c>fail_fast</c> or <c>continue</c>.</summary>
    public string OnFailure { get; set; } = "fail_fast";

    /// <summary>JSON list of node keys.</summary>
    public string Bypass { get; set; } = "[]";

    public string TriggeredBy { get; set; } = "system";

    public string? Initiator { get; set; }

    public string? SourceSystem { get; set; }

    public string? IdempotencyKey { get; set; }

    public string? RequestHash { get; set; }

    public string? IdentityHash { get; set; }

    public string? CorrelationId { get; set; }

    public int EventSeq { get; set; }

    public int Version { get; set; }

    /// <summary>Of the orchestration <c>chain-{id}-{run_no}</c>.</summary>
    public int RunNo { get; set; } = 1;

    /// <summary>Since when somebody has had the start of this run in hand.</summary>
    public DateTimeOffset StartClaimedAt { get; set; }

    public DateTimeOffset? RunStartedAt { get; set; }

    public DateTimeOffset? RunEndedAt { get; set; }

    /// <summary>Nothing new starts until it is resumed.</summary>
    public DateTimeOffset? SuspendedAt { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    public string? ErrorMessage { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}
