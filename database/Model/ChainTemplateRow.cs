namespace Orchestrator.Database.Model;

/// <summary>Table <c>chain_templates</c>: versions of chain definitions, unchangeable once a chain was made from them.</summary>
public sealed class ChainTemplateRow
{
    public Guid Id { get; set; }

    public Guid NamespaceId { get; set; } = NamespaceRow.DefaultId;

    /// <summary>To name it in a query; never loaded.</summary>
    public NamespaceRow? Namespace { get; set; }

    public required string Name { get; set; }

    /// <summary>Semantic version.</summary>
    public required string Version { get; set; }

    /// <summary>Major, minor, patch, and 0 for a pre-release, else 1; sorts as the version does.</summary>
    public int[] VersionOrder { get; set; } = [];

    public string? Description { get; set; }

    public string InputSchema { get; set; } = "{}";

    public required string Definition { get; set; }

    public required string DefinitionHash { get; set; }

    public bool Active { get; set; } = true;

    public string? CreatedBy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
