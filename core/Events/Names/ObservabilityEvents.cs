namespace Orchestrator.Core.Events.Names;

/// <summary>Names of <c>observability.*</c> events.</summary>
public static class ObservabilityEvents
{
    public const string TaskEnqueued = "observability.task_enqueued";
    public const string TaskHandled = "observability.task_handled";
    public const string ChainFinalized = "observability.chain_finalized";
    public const string ReadyLookup = "observability.ready_lookup";
    public const string BackoffApplied = "observability.backoff_applied";
    public const string TaskSkipped = "observability.task_skipped";
    public const string RetriesExhausted = "observability.retries_exhausted";
    public const string StuckDetected = "observability.stuck_detected";
}
