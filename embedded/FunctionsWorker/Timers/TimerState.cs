namespace Microsoft.Azure.Functions.Worker.Timers;

/// <summary>What the hub remembers of a timer.</summary>
/// <param name="Schedule">As it was when <paramref name="NextDue"/> was computed.</param>
/// <param name="LastDue">The last occurrence that was run; null: none yet.</param>
sealed record TimerState(string Schedule, DateTimeOffset? LastDue, DateTimeOffset NextDue, DateTimeOffset UpdatedAt);
