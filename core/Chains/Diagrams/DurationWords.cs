namespace Orchestrator.Core.Chains.Diagrams;

/// <summary>Durations short enough for a picture: <c>350 ms</c>, <c>4.2 s</c>, <c>3 min 05 s</c>, <c>2 h 10 min</c>, <c>3 d 4 h</c>.</summary>
public static class DurationWords
{
    public static string Of(TimeSpan duration) => FormattableString.Invariant(duration.TotalSeconds switch
    {
        < 1 => (FormattableString)$"{Math.Floor(duration.TotalMilliseconds)} ms",
        < 60 => $"{Math.Floor(duration.TotalSeconds * 10) / 10:0.0} s",
        < 3600 => $"{duration.Minutes} min {duration.Seconds:00} s",
        < 86400 => $"{duration.Hours} h {duration.Minutes:00} min",
        _ => $"{duration.Days} d {duration.Hours} h",
    });
}
