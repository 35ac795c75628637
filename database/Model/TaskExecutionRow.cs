using Orchestrator.Core.Tasks;

namespace Orchestrator.Database.Model;

/// <summary>Table <c>task_executions</c>: one row an attempt; times and duration are the triggers'.</summary>
public sealed class TaskExecutionRow
{
    public long Id { get; set; }

    public Guid TaskId { get; set; }

    /// <summary>Counts over the task's whole life.</summary>
    public int AttemptNumber { get; set; }

    public TaskRecordStatus Status { get; set; }

    public DateTimeOffset QueuedAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    public long? DurationMs { get; set; }

    public string? ModelName { get; set; }

    public int? PromptTokens { get; set; }

    public int? CompletionTokens { get; set; }

    public int? TotalTokens { get; set; }

    public decimal? CostUsd { get; set; }

    public string? Output { get; set; }

    public string? ErrorMessage { get; set; }

    public string? ErrorType { get; set; }

    public string? WorkerId { get; set; }

    public string? OrchestrationInstanceId { get; set; }

    public string ExecutionMetadata { get; set; } = "{}";
}
