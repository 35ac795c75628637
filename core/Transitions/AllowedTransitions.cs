using Orchestrator.Core.Tasks;
using static Orchestrator.Core.Tasks.TaskRecordStatus;

namespace Orchestrator.Core.Transitions;

/// <summary>
/// Every step that a task or a chain may take: the tables of <c>docs/events.md</c>. <c>orchestrator db migrate</c> fills the database's
/// table of that name (<c>allowed_transitions</c>) from here. The same status again is no step.
/// </summary>
public static class AllowedTransitions
{
    static readonly TaskRecordStatus[] EndsOfTasks = [Completed, CompletedWithWarnings, Failed, Skipped, Cancelled, ResolvedManually];
    static readonly TaskRecordStatus[] EndsOfChains = [Completed, CompletedWithWarnings, Failed, Cancelled];

    public static IReadOnlyList<AllowedTransition> All { get; } = [.. OfTasks(), .. OfChains()];

    public static IEnumerable<AllowedTransition> Of(TransitionSubject subject) => All.Where(t => t.Subject == subject);

    /// <returns>True when some row leads from one to the other.</returns>
    public static bool IsAllowed(TransitionSubject subject, TaskRecordStatus? from, TaskRecordStatus to, bool byOperator) =>
        All.Any(t => t.Subject == subject && t.From == from && t.To == to && (byOperator || !t.OperatorOnly));

    static IEnumerable<AllowedTransition> OfTasks() =>
    [
        new(TransitionSubject.Task, null, Pending, "task.created", OperatorOnly: false),
        new(TransitionSubject.Task, Pending, Queued, "task.queued", OperatorOnly: false),
        new(TransitionSubject.Task, Queued, Running, "task.started", OperatorOnly: false),
        new(TransitionSubject.Task, Running, Queued, "task.retry_scheduled", OperatorOnly: false),
        .. Each(TransitionSubject.Task, [Running], [Completed, CompletedWithWarnings], "task.completed"),
        .. Each(TransitionSubject.Task, [Running, Pending, Queued], [Failed], "task.failed"),
        .. Each(TransitionSubject.Task, [Pending, Queued, Running], [Cancelled], "task.cancelled"),
        new(TransitionSubject.Task, Queued, Pending, "task.rescheduled", OperatorOnly: false),
        .. Each(TransitionSubject.Task, [Pending, Failed], [Skipped], "task.skipped"),
        new(TransitionSubject.Task, Failed, Pending, "task.retry_requested", OperatorOnly: true),
        .. Each(TransitionSubject.Task, EndsOfTasks, [Pending], "task.rerun_requested", operatorOnly: true),
        new(TransitionSubject.Task, Failed, ResolvedManually, "task.resolved_manually", OperatorOnly: true),
        .. Each(TransitionSubject.Task, [Completed, CompletedWithWarnings, ResolvedManually], [Cancelled], "task.cancelled", operatorOnly: true),
    ];

    // A chain's status follows from its tasks: what an operator may do is asked of them.
    static IEnumerable<AllowedTransition> OfChains() =>
    [
        new(TransitionSubject.Chain, null, Pending, "chain.created", OperatorOnly: false),
        .. Each(TransitionSubject.Chain, [Pending, .. EndsOfChains], [Running], "chain.started"),
        .. Each(TransitionSubject.Chain, [Pending, Running, Failed], [Completed, CompletedWithWarnings], "chain.completed"),
        .. Each(TransitionSubject.Chain, [Pending, Running], [Failed], "chain.failed"),
        .. Each(TransitionSubject.Chain, [Pending, Running, Failed, Completed, CompletedWithWarnings], [Cancelled], "chain.cancelled"),
        new(TransitionSubject.Chain, Running, Pending, "chain.rescheduled", OperatorOnly: false),
        .. Each(TransitionSubject.Chain, [Failed], [Completed, CompletedWithWarnings, Cancelled], "chain.resolved_manually"),
        .. Each(TransitionSubject.Chain, [Running, .. EndsOfChains], [Pending], "chain.retry_requested"),
        .. Each(TransitionSubject.Chain, [Running, .. EndsOfChains], [Pending], "chain.rerun_requested"),
        .. Each(TransitionSubject.Chain, EndsOfChains, [Running], "chain.retry_requested"),
        .. Each(TransitionSubject.Chain, EndsOfChains, [Running], "chain.rerun_requested"),
    ];

    static IEnumerable<AllowedTransition> Each(
        TransitionSubject subject, TaskRecordStatus[] from, TaskRecordStatus[] to, string eventName, bool operatorOnly = false) =>
        from source in @from
        from target in to
        select new AllowedTransition(subject, source, target, eventName, operatorOnly);
}
