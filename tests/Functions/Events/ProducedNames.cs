using Orchestrator.Core.Events;

namespace Orchestrator.Functions.Tests.Events;

/// <summary>Every name of the groups that tasks, chains, orchestration and registry produce, and where it is produced.</summary>
static class ProducedNames
{
    const string Transition = "trigger of the status change";
    const string Attempt = "activity ExecuteTask";

    /// <summary>The groups of this page; the others are the ledger's, the templates', and those of parts that have their own.</summary>
    static readonly string[] Groups = ["task", "chain", "orchestration", "observability", "registry"];

    /// <summary>By name: what produces it.</summary>
    public static IReadOnlyDictionary<string, string> Producers { get; } = new Dictionary<string, string>
    {
        ["task.created"] = Transition,
        ["task.before_transition"] = "AnnouncedTransitions, AnnouncedExecution: before this host asks for the change",
        ["task.queued"] = Transition,
        ["task.started"] = Transition,
        ["task.before_handle"] = Attempt,
        ["task.handled"] = Attempt,
        ["task.completed"] = Transition,
        ["task.failed"] = Transition,
        ["task.retry_scheduled"] = Transition,
        ["task.retry_requested"] = Transition,
        ["task.rerun_requested"] = Transition,
        ["task.rescheduled"] = Transition,
        ["task.cancelled"] = Transition,
        ["task.skipped"] = Transition,
        ["task.resolved_manually"] = Transition,
        ["task.result_ignored"] = "IExecutionStore.CompleteAsync",
        ["task.waiting"] = "set_task_wait",
        ["task.approval_requested"] = "activity BeginApproval",
        ["task.approval_decided"] = "DecideApproval",
        ["chain.created"] = Transition,
        ["chain.edge_added"] = "trigger of task_chain_edges",
        ["chain.before_transition"] = "activity CancelSubChain, timer HoldChainsAgainstHub",
        ["chain.started"] = Transition,
        ["chain.completed"] = Transition,
        ["chain.failed"] = Transition,
        ["chain.cancelled"] = Transition,
        ["chain.rescheduled"] = Transition,
        ["chain.retry_requested"] = Transition,
        ["chain.rerun_requested"] = Transition,
        ["chain.resolved_manually"] = Transition,
        ["chain.suspended"] = "SuspendChain",
        ["chain.resumed"] = "ResumeChain",
        ["chain.node_ready"] = "activity PlanRun",
        ["chain.node_expanded"] = "activity BeginMap",
        ["chain.progress"] = "activity PlanChain, first page",
        ["orchestration.requested"] = "StartOrchestration",
        ["orchestration.ready_tasks_discovered"] = "timer StartPendingTasks, which found some",
        ["orchestration.no_ready_tasks"] = "timer StartPendingTasks, which found none",
        ["orchestration.ready_batch_prepared"] = "activity StartNodes, StartOrchestrations",
        ["orchestration.tasks_started"] = "activity StartNodes, StartOrchestrations",
        ["orchestration.tasks_finished"] = Attempt,
        ["orchestration.task_execution_failed"] = Attempt,
        ["orchestration.finalization_started"] = "activity FinishChain",
        ["orchestration.finalization_completed"] = "activity FinishChain",
        ["orchestration.reenqueue_started"] = "timer StartPendingTasks",
        ["orchestration.reenqueue_requested"] = "timer StartPendingTasks",
        ["orchestration.reenqueue_delayed"] = "activity ExecuteTask: another attempt follows after a while",
        ["orchestration.reenqueue_failed"] = "timer StartPendingTasks",
        ["orchestration.state_unclear"] = "timers HoldTasksAgainstHub, HoldChainsAgainstHub",
        ["orchestration.continued_as_new"] = "activity PlanChain, first look of the next execution",
        ["observability.task_enqueued"] = "activity PlanRun",
        ["observability.task_handled"] = Attempt,
        ["observability.chain_finalized"] = "activity FinishChain",
        ["observability.ready_lookup"] = "timer StartPendingTasks",
        ["observability.backoff_applied"] = Attempt,
        ["observability.task_skipped"] = "activity SettleNodes",
        ["observability.retries_exhausted"] = Attempt,
        ["observability.stuck_detected"] = "timer HoldTasksAgainstHub",
        ["registry.handler_registered"] = "HandlerHost, at start",
        ["registry.handler_unregistered"] = "HandlerHost, at the end",
        ["registry.handler_rejected"] = "HandlerHost, at start",
        ["registry.plugin_registered"] = "HandlerHost, at start",
        ["registry.plugin_unregistered"] = "HandlerHost, at the end",
        ["registry.plugin_rejected"] = "HandlerHost, at start",
        ["registry.subscriber_registered"] = "EventTelemetry, at start",
        ["registry.subscriber_unregistered"] = "EventTelemetry, at the end",
        ["registry.sync_requested"] = "HandlerHost, every 30 s",
        ["registry.health_checked"] = "HandlerHost, every 30 s",
        ["registry.stats_collected"] = "HandlerHost, every 30 s",
    };

    /// <summary>What nothing can honestly produce: <c>docs/events.md</c>, Names that nothing produces.</summary>
    public static IReadOnlyList<string> Unproduced { get; } =
        ["registry.subscriber_rejected", "registry.cross_discovered", "registry.coordination_completed"];

    public static IEnumerable<string> OfTheGroups => EventNames.All.Where(name => Groups.Contains(name.Split('.')[0]));
}
