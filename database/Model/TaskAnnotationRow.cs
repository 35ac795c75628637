namespace Orchestrator.Database.Model;

/// <summary>Table <c>task_annotations</c>: notes on tasks.</summary>
public sealed class TaskAnnotationRow
{
    public long Id { get; set; }

    public Guid TaskId { get; set; }

    public required string AnnotationType { get; set; }

    public required string Annotation { get; set; }

    public required string CreatedBy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
