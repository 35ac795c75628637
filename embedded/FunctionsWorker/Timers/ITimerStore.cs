namespace Microsoft.Azure.Functions.Worker.Timers;

/// <summary>Decides which process runs a hub's timers.</summary>
interface ITimerStore
{
    /// <returns>Null when another process holds them.</returns>
    Task<ITimerLease?> TryAcquireAsync(string hub, CancellationToken cancellationToken);
}
