using Orchestrator.Core.Tasks;

namespace Orchestrator.Database.Model;

/// <summary>Table <c>task_transitions</c>: a task's past, written by triggers only.</summary>
public sealed class TaskTransitionRow
{
    public long Id { get; set; }

    public Guid TaskId { get; set; }

    /// <summary>Null for the first.</summary>
    public TaskRecordStatus? FromStatus { get; set; }

    public TaskRecordStatus ToStatus { get; set; }

    /// <summary>1, 2, 3, ... per task.</summary>
    public int SortKey { get; set; }

    public bool MostRecent { get; set; }

    public string Metadata { get; set; } = "{}";

    public required string Actor { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
