namespace Microsoft.DurableTask.Tests.Simulation;

/// <summary>What a flow comes to, worked out from its description alone.</summary>
internal static class Model
{
    /// <summary>Fails whatever happens.</summary>
    public const int Always = int.MaxValue;

    public static string ResultOf(Flow flow) =>
        string.Concat(Enumerable.Range(0, flow.Rounds).Select(round => string.Concat(flow.Steps.Select(s => ResultOf(s, round))) + ";"));

    /// <summary>Null when the flow sets none.</summary>
    public static string? StatusOf(Flow flow) =>
        flow.Steps.LastOrDefault(s => s.Kind == StepKind.Status) is { } status ? StatusText(status, flow.Rounds - 1) : null;

    public static string StatusText(Step step, int round) => $"{step.Key}@{round}";

    public static string Failure(string name) => $"!{name} ";

    static string ResultOf(Step step, int round) => step.Kind switch
    {
        StepKind.Activity => step.Failures < step.Attempts ? $"{step.Key} " : Failure(step.Key),
        StepKind.All or StepKind.Any => $"({string.Concat(step.Steps!.Select(s => ResultOf(s, round)))})",
        StepKind.Race => $"{step.Key} ",
        StepKind.Timer => "t ",
        StepKind.Child when step.Child!.FailsAtEnd => Failure(step.Child.Id),
        StepKind.Child when step.Child.Steps.Any(s => s.Kind == StepKind.Forever) => "never ",
        StepKind.Child => $"[{ResultOf(step.Child)}]",
        StepKind.Wait => $"{{{string.Join(' ', EventsOf(step, round))}}}",
        StepKind.TimeOut => "late ",
        StepKind.Send => "s ",
        StepKind.Status => "",
        StepKind.Forever => "never ",
        _ => throw new ArgumentOutOfRangeException(nameof(step), step.Kind, message: null),
    };

    /// <summary>The events of a round: a flow that continues as new waits for others each time.</summary>
    public static IEnumerable<string> EventsOf(Step step, int round) => step.Events!.Select(e => $"{e}.{round}");
}
