namespace Orchestrator.Core.Events.Names;

/// <summary>Names of <c>chain.*</c> events.</summary>
public static class ChainEvents
{
    public const string Created = "chain.created";
    public const string EdgeAdded = "chain.edge_added";
    public const string BeforeTransition = "chain.before_transition";
    public const string Started = "chain.started";
    public const string Completed = "chain.completed";
    public const string Failed = "chain.failed";
    public const string Cancelled = "chain.cancelled";
    public const string Rescheduled = "chain.rescheduled";
    public const string RetryRequested = "chain.retry_requested";
    public const string RerunRequested = "chain.rerun_requested";
    public const string ResolvedManually = "chain.resolved_manually";
    public const string Suspended = "chain.suspended";
    public const string Resumed = "chain.resumed";
    public const string NodeReady = "chain.node_ready";
    public const string NodeExpanded = "chain.node_expanded";
    public const string Progress = "chain.progress";
}
