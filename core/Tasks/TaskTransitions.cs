using static Orchestrator.Core.Tasks.TaskRecordStatus;

namespace Orchestrator.Core.Tasks;

/// <summary>One step that a task may take.</summary>
/// <param name="From">Null: the task is being created.</param>
/// <param name="EventName">The event that the step is recorded as.</param>
/// <param name="OperatorOnly">Somebody has to ask for it; nothing does it by itself.</param>
public sealed record TaskTransition(TaskRecordStatus? From, TaskRecordStatus To, string EventName, bool OperatorOnly);

/// <summary>
/// Every step a task may take: the table of <c>docs/events.md</c>, which the database holds too (<c>allowed_transitions</c>).
/// The same status again is no step.
/// </summary>
public static class TaskTransitions
{
    static readonly TaskRecordStatus[] Ended = [Completed, CompletedWithWarnings, Failed, Skipped, Cancelled, ResolvedManually];

    public static IReadOnlyList<TaskTransition> All { get; } =
    [
        new(null, Pending, "task.created", OperatorOnly: false),
        new(Pending, Queued, "task.queued", OperatorOnly: false),
        new(Queued, Running, "task.started", OperatorOnly: false),
        new(Running, Queued, "task.retry_scheduled", OperatorOnly: false),
        new(Running, Completed, "task.completed", OperatorOnly: false),
        new(Running, CompletedWithWarnings, "task.completed", OperatorOnly: false),
        .. Each([Running, Pending, Queued], Failed, "task.failed"),
        .. Each([Pending, Queued, Running], Cancelled, "task.cancelled"),
        new(Queued, Pending, "task.rescheduled", OperatorOnly: false),
        new(Pending, Skipped, "task.skipped", OperatorOnly: false),
        new(Failed, Pending, "task.retry_requested", OperatorOnly: true),
        .. Each(Ended, Pending, "task.rerun_requested", operatorOnly: true),
        new(Failed, Skipped, "task.skipped", OperatorOnly: false),
        new(Failed, ResolvedManually, "task.resolved_manually", OperatorOnly: true),
        .. Each([Completed, CompletedWithWarnings, ResolvedManually], Cancelled, "task.cancelled", operatorOnly: true),
    ];

    /// <summary>From where a user's cancel leads to cancelled.</summary>
    public static IReadOnlyList<TaskRecordStatus> Cancellable { get; } =
        [.. All.Where(t => t is { To: Cancelled, OperatorOnly: false }).Select(t => t.From!.Value)];

    /// <summary>Names of the events with which a task comes to an end.</summary>
    public static IReadOnlySet<string> EndEvents { get; } =
        All.Where(t => t.To.IsEnd).Select(t => t.EventName).ToHashSet();

    /// <returns>True when some rule leads from one to the other.</returns>
    public static bool IsAllowed(TaskRecordStatus? from, TaskRecordStatus to, bool byOperator) =>
        All.Any(t => t.From == from && t.To == to && (byOperator || !t.OperatorOnly));

    static IEnumerable<TaskTransition> Each(
        TaskRecordStatus[] from, TaskRecordStatus to, string eventName, bool operatorOnly = false) =>
        from.Select(status => new TaskTransition(status, to, eventName, operatorOnly));
}
