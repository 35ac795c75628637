namespace Orchestrator.Database.Model;

/// <summary>Table <c>template_nodes</c>: the tasks that a template makes.</summary>
public sealed class TemplateNodeRow
{
    public long Id { get; set; }

    public Guid TemplateId { get; set; }

    public required string NodeKey { get; set; }

    public required string TaskName { get; set; }

    public string? Prompt { get; set; }

    public string Parameters { get; set; } = "{}";

    public int MaxRetries { get; set; } = 3;

    public bool Retryable { get; set; } = true;

    public bool Skippable { get; set; }

    public Guid? DependentSystemId { get; set; }

    /// <inheritdoc cref="TaskRow.NodeKind"/>
    public string NodeKind { get; set; } = "work";

    /// <inheritdoc cref="TaskRow.NodeOptions"/>
    public string NodeOptions { get; set; } = "{}";
}
