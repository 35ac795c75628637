using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Transitions;

/// <summary>Whose status it is (<c>allowed_transitions.subject</c>).</summary>
public enum TransitionSubject
{
    Task,
    Chain,
}

/// <summary>One row of <see cref="AllowedTransitions"/>.</summary>
/// <param name="From">Null: the subject is being created.</param>
/// <param name="EventName">The event that the step is recorded as.</param>
/// <param name="OperatorOnly">Somebody has to ask for it; nothing does it by itself.</param>
public sealed record AllowedTransition(
    TransitionSubject Subject, TaskRecordStatus? From, TaskRecordStatus To, string EventName, bool OperatorOnly);
