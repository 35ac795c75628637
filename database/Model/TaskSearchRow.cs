namespace Orchestrator.Database.Model;

/// <summary>Table <c>task_search</c>: name, prompt and output of a task, for text search, and by what it is narrowed; written by triggers.</summary>
public sealed class TaskSearchRow
{
    public Guid TaskId { get; set; }

    public Guid NamespaceId { get; set; }

    /// <summary>JSON: <c>handler</c> and <c>tags</c>.</summary>
    public required string Labels { get; set; }

    public required string Body { get; set; }
}
