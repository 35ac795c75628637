namespace Orchestrator.Database.Model;

/// <summary>Table <c>prompt_templates</c>: prompts with <c>{{name}}</c> placeholders, by version.</summary>
public sealed class PromptTemplateRow
{
    public required string Id { get; set; }

    public int Version { get; set; }

    public required string Body { get; set; }

    public bool Active { get; set; } = true;

    public DateTimeOffset CreatedAt { get; set; }
}
