namespace Orchestrator.Core.Tasks.Explanations;

/// <summary>Who or what has to act before a task goes on.</summary>
public enum Turn
{
    Nobody,
    Worker,
    Operator,
    Approver,
    Clock,
    Parent,
    ModelProvider,
}
