using System.Text.Json.Serialization;

namespace Orchestrator.Core.Execution;

/// <summary>What became of an attempt; recorded with it, so a repeat of the activity gives the same.</summary>
/// <param name="Delay">Wait before the next attempt, for <see cref="AttemptResult.RetryScheduled"/>.</param>
/// <param name="Reason">Error type of a failure, or why the attempt was stopped.</param>
public sealed record AttemptOutcome(AttemptResult Result, TimeSpan? Delay = null, string? Reason = null)
{
    /// <summary>The task ended elsewhere, or belongs to another run: nothing is left to do here.</summary>
    public static AttemptOutcome Stopped(string reason) => new(AttemptResult.Stopped, Reason: reason);
}

[JsonConverter(typeof(JsonStringEnumConverter<AttemptResult>))]
public enum AttemptResult
{
    Completed,
    Failed,
    RetryScheduled,
    Stopped,
}
