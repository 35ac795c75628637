namespace Orchestrator.Core.Tasks.Annotations;

/// <summary>A note on a task, by a person or a program; nothing decides by it.</summary>
/// <param name="Value">Any JSON value.</param>
public sealed record TaskAnnotation(long Id, string Type, string Value, string CreatedBy, DateTimeOffset CreatedAt);

public interface ITaskAnnotations
{
    /// <summary>Adds a note, and its type on the type's first use.</summary>
    /// <param name="maxBytes">What all notes of the task may have together, as JSON text.</param>
    Task<AnnotateOutcome> AddAsync(
        string @namespace, Guid taskId, string type, string value, string createdBy, int maxBytes, CancellationToken cancellationToken);

    /// <returns>JSON schema of the type's values; null: there is no such type yet, or it has none.</returns>
    Task<string?> FindSchemaAsync(string type, CancellationToken cancellationToken);

    /// <param name="type">Null: all.</param>
    /// <returns>Oldest first; null when the namespace holds no such task.</returns>
    Task<IReadOnlyList<TaskAnnotation>?> ListAsync(
        string @namespace, Guid taskId, string? type, CancellationToken cancellationToken);
}

public abstract record AnnotateOutcome
{
    AnnotateOutcome()
    {
    }

    public sealed record Added(TaskAnnotation Annotation) : AnnotateOutcome;

    public sealed record NoSuchTask : AnnotateOutcome;

    /// <summary>The task's notes would have more bytes than they may.</summary>
    public sealed record TooMuch : AnnotateOutcome;
}
