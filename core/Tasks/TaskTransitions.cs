using Orchestrator.Core.Transitions;

namespace Orchestrator.Core.Tasks;

/// <summary>One step that a task may take.</summary>
/// <param name="From">Null: the task is being created.</param>
/// <param name="EventName">The event that the step is recorded as.</param>
/// <param name="OperatorOnly">Somebody has to ask for it; nothing does it by itself.</param>
public sealed record TaskTransition(TaskRecordStatus? From, TaskRecordStatus To, string EventName, bool OperatorOnly);

/// <summary>What <see cref="AllowedTransitions"/> says of tasks.</summary>
public static class TaskTransitions
{
    public static IReadOnlyList<TaskTransition> All { get; } =
        [.. AllowedTransitions.Of(TransitionSubject.Task).Select(t => new TaskTransition(t.From, t.To, t.EventName, t.OperatorOnly))];

    /// <summary>From where a user's cancel leads to cancelled.</summary>
    public static IReadOnlyList<TaskRecordStatus> Cancellable { get; } =
        [.. All.Where(t => t is { To: TaskRecordStatus.Cancelled, OperatorOnly: false }).Select(t => t.From!.Value)];

    /// <summary>Names of the events with which a task comes to an end.</summary>
    public static IReadOnlySet<string> EndEvents { get; } =
        All.Where(t => t.To.IsEnd).Select(t => t.EventName).ToHashSet();

    /// <returns>True when some rule leads from one to the other.</returns>
    public static bool IsAllowed(TaskRecordStatus? from, TaskRecordStatus to, bool byOperator) =>
        AllowedTransitions.IsAllowed(TransitionSubject.Task, from, to, byOperator);
}
