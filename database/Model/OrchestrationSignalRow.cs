namespace Orchestrator.Database.Model;

/// <summary>Table <c>orchestration_signals</c>: what the outside wants of a running orchestration.</summary>
public sealed class OrchestrationSignalRow
{
    public Guid Id { get; set; }

    public required string InstanceId { get; set; }

    /// <summary><c>raise_event</c>, <c>terminate</c>, <c>suspend</c> or <c>resume</c>.</summary>
    public required string Kind { get; set; }

    public string? Name { get; set; }

    public string? Payload { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    public int Attempts { get; set; }

    /// <summary>Until then no other deliverer takes it.</summary>
    public DateTimeOffset? ClaimedUntil { get; set; }
}
