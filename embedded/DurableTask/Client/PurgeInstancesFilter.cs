namespace Microsoft.DurableTask.Client;

/// <summary>Which ended instances to purge. What is null does not filter.</summary>
public record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null)
{
    /// <summary>After this time the purge returns what it did, with <see cref="PurgeResult.IsComplete"/> false when more is left.</summary>
    public TimeSpan? Timeout { get; init; }
}
