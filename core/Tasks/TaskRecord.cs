namespace Orchestrator.Core.Tasks;

/// <summary>A task as it is stored, for reading. JSON is text; times are UTC.</summary>
public sealed record TaskRecord
{
    public required Guid Id { get; init; }

    public required string Namespace { get; init; }

    public required string Name { get; init; }

    /// <summary>Registered handler name, e.g. <c>llm.complete</c> (<c>tasks.task_name</c>).</summary>
    public required string Handler { get; init; }

    public required TaskRecordStatus Status { get; init; }

    public required ExecutionPriority Priority { get; init; }

    public WaitReason? WaitReason { get; init; }

    public DateTimeOffset? WaitUntil { get; init; }

    /// <summary>Null in lists, like <see cref="Parameters"/>, <see cref="Output"/> and <see cref="StructuredOutput"/>.</summary>
    public string? Prompt { get; init; }

    /// <summary>JSON object.</summary>
    public string? Parameters { get; init; }

    public string? Output { get; init; }

    /// <summary>Any JSON value.</summary>
    public string? StructuredOutput { get; init; }

    public string? ErrorMessage { get; init; }

    public string? ErrorType { get; init; }

    public int WarningsCount { get; init; }

    public required int Run { get; init; }

    public int RetryCount { get; init; }

    public int MaxRetries { get; init; }

    public DateTimeOffset? ExecuteAfter { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required string TriggeredBy { get; init; }

    public string? CorrelationId { get; init; }

    public string? IdempotencyKey { get; init; }

    /// <summary>JSON object of texts.</summary>
    public string? Tags { get; init; }

    /// <summary>JSON object.</summary>
    public string? Metadata { get; init; }

    public int LastSequence { get; init; }

    /// <summary>Null: it stands alone, or is a map's item.</summary>
    public Guid? ChainId { get; init; }

    /// <summary>Its name in the chain.</summary>
    public string? NodeKey { get; init; }

    public Guid? ParentTaskId { get; init; }

    /// <summary>Of an item: its map.</summary>
    public Guid? MapTaskId { get; init; }

    /// <summary>Of an item: its place in the map, from 0.</summary>
    public int? MapIndex { get; init; }

    /// <summary>Of the template that its chain was made from, as <c>namespace/name@version</c>.</summary>
    public string? Template { get; init; }

    public string? Initiator { get; init; }

    public string? SourceSystem { get; init; }

    /// <summary>Oldest first; empty in lists.</summary>
    public IReadOnlyList<TaskAttemptRecord> Attempts { get; init; } = [];
}

/// <summary>One execution of a task (<c>task_executions</c>).</summary>
/// <param name="Number">Counts over the task's whole life.</param>
public sealed record TaskAttemptRecord(
    int Number,
    TaskRecordStatus Status,
    DateTimeOffset? StartedAt,
    DateTimeOffset? CompletedAt,
    string? Model,
    int? PromptTokens,
    int? CompletionTokens,
    int? TotalTokens,
    string? ErrorMessage,
    string? ErrorType,
    string? WorkerId);
