namespace Orchestrator.Database.Model;

/// <summary>Table <c>dependent_systems</c>: systems whose objects tasks are about.</summary>
public sealed class DependentSystemRow
{
    public Guid Id { get; set; }

    public required string Name { get; set; }

    public string? Description { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
