namespace Orchestrator.Core.Templates;

/// <summary>A published version of a template, for reading. JSON is text.</summary>
public sealed record TemplateRecord
{
    public required Guid Id { get; init; }

    public required string Namespace { get; init; }

    public required string Name { get; init; }

    public required string Version { get; init; }

    public string Description { get; init; } = "";

    public required bool Active { get; init; }

    /// <summary>JSON schema; an empty object takes any input.</summary>
    public required string InputSchema { get; init; }

    /// <summary>The definition in its canonical form; null in lists.</summary>
    public string? Definition { get; init; }

    /// <summary>SHA-256 of <see cref="Definition"/>, lower-case hex.</summary>
    public required string DefinitionHash { get; init; }

    public string? CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public string FullName => $"{Namespace}/{Name}@{Version}";
}
