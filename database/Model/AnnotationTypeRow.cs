namespace Orchestrator.Database.Model;

/// <summary>Table <c>annotation_types</c>: kinds of notes on tasks.</summary>
public sealed class AnnotationTypeRow
{
    public required string Name { get; set; }

    public string? Description { get; set; }

    public string Schema { get; set; } = "{}";

    public DateTimeOffset CreatedAt { get; set; }
}
