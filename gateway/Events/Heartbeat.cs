namespace Orchestrator.Gateway.Events;

/// <summary>A stream's regular sign of life.</summary>
sealed class Heartbeat(TimeSpan interval, TimeProvider timeProvider) : IDisposable
{
    readonly PeriodicTimer _timer = new(interval, timeProvider);
    Task<bool>? _tick;
    Task? _arrival;

    /// <summary>Waits for the next beat or for <paramref name="subscription"/> to have something.</summary>
    /// <returns>True: it is time for a heartbeat.</returns>
    public async Task<bool> IsDueBeforeAsync(EventSubscription subscription, CancellationToken cancellationToken)
    {
        _tick ??= _timer.WaitForNextTickAsync(cancellationToken).AsTask();
        _arrival ??= subscription.WaitAsync(cancellationToken);
        Task first = await Task.WhenAny(_tick, _arrival);
        await first;
        if (first == _arrival)
        {
            _arrival = null;
        }

        // A busy stream beats too: its arrivals must not starve the beat.
        if (!_tick.IsCompleted)
        {
            return false;
        }

        _tick = null;
        return true;
    }

    public void Dispose() => _timer.Dispose();
}
