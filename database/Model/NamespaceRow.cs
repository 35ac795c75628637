namespace Orchestrator.Database.Model;

/// <summary>Table <c>namespaces</c>.</summary>
public sealed class NamespaceRow
{
    /// <summary>The seeded namespace <c>default</c>.</summary>
    public static Guid DefaultId { get; } = new("00000000-0000-0000-0000-000000000001");

    public Guid Id { get; set; }

    public required string Name { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
