namespace Microsoft.Azure.Functions.Worker.Timers;

/// <summary>The right to run a hub's timers. Once it is lost every call fails, so a process that lost it runs nothing more.</summary>
interface ITimerLease : IAsyncDisposable
{
    Task<TimerState?> ReadAsync(string function, CancellationToken cancellationToken);

    /// <summary>Remembers when a timer is due next, without running it.</summary>
    Task ScheduleAsync(string function, string schedule, DateTimeOffset nextDue, CancellationToken cancellationToken);

    /// <returns>False when this occurrence, or a later one, was run already.</returns>
    Task<bool> TryClaimAsync(string function, string schedule, DateTimeOffset due, DateTimeOffset? nextDue, CancellationToken cancellationToken);
}
