namespace Orchestrator.Database.Model;

/// <summary>Table <c>custom_event_types</c>: what clients call their own events.</summary>
public sealed class CustomEventTypeRow
{
    public required string Name { get; set; }

    public string? Description { get; set; }

    public string Schema { get; set; } = "{}";

    public string? CreatedBy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
