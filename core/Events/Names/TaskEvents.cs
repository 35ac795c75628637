namespace Orchestrator.Core.Events.Names;

/// <summary>Names of <c>task.*</c> events.</summary>
public static class TaskEvents
{
    public const string Created = "task.created";
    public const string BeforeTransition = "task.before_transition";
    public const string Queued = "task.queued";
    public const string Started = "task.started";
    public const string BeforeHandle = "task.before_handle";
    public const string Handled = "task.handled";
    public const string Completed = "task.completed";
    public const string Failed = "task.failed";
    public const string RetryScheduled = "task.retry_scheduled";
    public const string RetryRequested = "task.retry_requested";
    public const string RerunRequested = "task.rerun_requested";
    public const string Rescheduled = "task.rescheduled";
    public const string Cancelled = "task.cancelled";
    public const string Skipped = "task.skipped";
    public const string ResolvedManually = "task.resolved_manually";
    public const string ResultIgnored = "task.result_ignored";
    public const string Waiting = "task.waiting";
    public const string ApprovalRequested = "task.approval_requested";
    public const string ApprovalDecided = "task.approval_decided";
}
