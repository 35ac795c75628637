namespace Orchestrator.Database.Model;

/// <summary>Table <c>task_search</c>: name, prompt and output of a task, for text search; written by triggers.</summary>
public sealed class TaskSearchRow
{
    public Guid TaskId { get; set; }

    public Guid NamespaceId { get; set; }

    public required string Body { get; set; }
}
