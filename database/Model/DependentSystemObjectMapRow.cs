namespace Orchestrator.Database.Model;

/// <summary>Table <c>dependent_system_object_maps</c>: one thing under the names that two systems have for it.</summary>
public sealed class DependentSystemObjectMapRow
{
    public long Id { get; set; }

    public Guid SystemAId { get; set; }

    public required string RemoteIdA { get; set; }

    public Guid SystemBId { get; set; }

    public required string RemoteIdB { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
