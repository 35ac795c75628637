using System.Collections.Immutable;

namespace Microsoft.DurableTask;

/// <summary>How a client starts an instance.</summary>
public record StartOrchestrationOptions
{
    public StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
    {
        this.InstanceId = InstanceId;
        this.StartAt = StartAt;
    }

    public StartOrchestrationOptions(StartOrchestrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        InstanceId = options.InstanceId;
        StartAt = options.StartAt;
        Tags = options.Tags;
        Version = options.Version;
        DedupeStatuses = options.DedupeStatuses;
    }

    /// <summary>Null: a random id.</summary>
    public string? InstanceId { get; init; }

    /// <summary>Null, or in the past: at once.</summary>
    public DateTimeOffset? StartAt { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    public TaskVersion? Version { get; init; }

    /// <summary>
    /// Statuses, by name, in which an existing instance of the same id refuses the start; in every other status the start replaces it.
    /// Null: the runtime's default.
    /// </summary>
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}
