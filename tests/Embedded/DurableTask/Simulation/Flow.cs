namespace Microsoft.DurableTask.Tests.Simulation;

/// <summary>What an orchestration is to do: data, from which the orchestrator acts and the model foretells.</summary>
/// <param name="Rounds">Executions: after each but the last it continues as new.</param>
/// <param name="FailsAtEnd">Throws instead of returning.</param>
internal sealed record Flow(string Id, IReadOnlyList<Step> Steps, int Rounds = 1, bool FailsAtEnd = false)
{
    /// <summary>All steps, at any depth, of this flow and of those it calls.</summary>
    public IEnumerable<(Flow Flow, Step Step)> AllSteps() => Steps.SelectMany(Within);

    IEnumerable<(Flow Flow, Step Step)> Within(Step step) =>
        [(this, step), .. (step.Steps ?? []).SelectMany(Within), .. step.Child?.AllSteps() ?? []];
}

internal enum StepKind
{
    Activity,

    /// <summary>All of <see cref="Step.Steps"/> at once.</summary>
    All,

    /// <summary>Goes on with the first of <see cref="Step.Steps"/>, then waits for the others.</summary>
    Any,

    /// <summary>An activity against a timer of a day, which is cancelled.</summary>
    Race,

    Timer,

    Child,

    /// <summary>Waits until it has seen each of <see cref="Step.Events"/>, in any order and perhaps more than once.</summary>
    Wait,

    /// <summary>Waits in vain for <see cref="Step.Seconds"/>.</summary>
    TimeOut,

    Send,

    Status,

    Forever,
}

/// <param name="Key">Names the step; an activity returns it.</param>
/// <param name="Failures">Times that the activity fails before it succeeds; a child's activities have their own.</param>
/// <param name="Attempts">Of the retry policy or handler; 1: none.</param>
/// <param name="Seconds">A timer's, an activity's or a waiting time's length.</param>
/// <param name="Target">Whom <see cref="StepKind.Send"/> means.</param>
internal sealed record Step(
    StepKind Kind,
    string Key,
    IReadOnlyList<Step>? Steps = null,
    Flow? Child = null,
    bool HasFixedId = false,
    int Failures = 0,
    int Attempts = 1,
    bool ByHandler = false,
    double Seconds = 0,
    IReadOnlyList<string>? Events = null,
    string? Target = null);

/// <summary>What an execution begins with.</summary>
internal sealed record FlowState(Flow Flow, int Round, string Text, IReadOnlyList<string> Seen);
