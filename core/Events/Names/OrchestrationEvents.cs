namespace Orchestrator.Core.Events.Names;

/// <summary>Names of <c>orchestration.*</c> events.</summary>
public static class OrchestrationEvents
{
    public const string Requested = "orchestration.requested";
    public const string ReadyTasksDiscovered = "orchestration.ready_tasks_discovered";
    public const string NoReadyTasks = "orchestration.no_ready_tasks";
    public const string ReadyBatchPrepared = "orchestration.ready_batch_prepared";
    public const string TasksStarted = "orchestration.tasks_started";
    public const string TasksFinished = "orchestration.tasks_finished";
    public const string TaskExecutionFailed = "orchestration.task_execution_failed";
    public const string FinalizationStarted = "orchestration.finalization_started";
    public const string FinalizationCompleted = "orchestration.finalization_completed";
    public const string ReenqueueStarted = "orchestration.reenqueue_started";
    public const string ReenqueueRequested = "orchestration.reenqueue_requested";
    public const string ReenqueueDelayed = "orchestration.reenqueue_delayed";
    public const string ReenqueueFailed = "orchestration.reenqueue_failed";
    public const string StateUnclear = "orchestration.state_unclear";
    public const string ContinuedAsNew = "orchestration.continued_as_new";
}
