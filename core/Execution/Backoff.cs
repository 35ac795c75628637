namespace Orchestrator.Core.Execution;

/// <summary>How long a run waits after a failed attempt: <c>docs/events.md</c>, Backoff.</summary>
public static class Backoff
{
    public static readonly TimeSpan Cap = TimeSpan.FromSeconds(300);
    static readonly TimeSpan Floor = TimeSpan.FromSeconds(1);

    const int DoublingAttempts = 6;
    const double JitterShare = 0.1;

    /// <param name="failedAttempts">Attempts of this run that have failed so far, at least 1.</param>
    /// <param name="jitter">-1 to 1, drawn by the caller (never in an orchestrator).</param>
    /// <param name="retryAfter">What the server asked for: it wins, without jitter.</param>
    /// <returns>1 s to <see cref="Cap"/>; 0 s only when the server asked for that.</returns>
    public static TimeSpan DelayAfter(int failedAttempts, double jitter, TimeSpan? retryAfter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failedAttempts, 1);
        if (retryAfter is { } asked)
        {
            return Clamp(asked, TimeSpan.Zero);
        }

        double seconds = failedAttempts <= DoublingAttempts
            ? Math.Pow(2, failedAttempts - 1)
            : (double)failedAttempts * failedAttempts;
        seconds = Math.Min(seconds, Cap.TotalSeconds) * (1 + (JitterShare * Math.Clamp(jitter, -1, 1)));
        return Clamp(TimeSpan.FromSeconds(seconds), Floor);
    }

    static TimeSpan Clamp(TimeSpan delay, TimeSpan floor) => delay < floor ? floor : delay > Cap ? Cap : delay;
}
