namespace Grpc.AspNetCore.Server.Internal;

/// <summary>The deadline of one call. Either it passes first, or the handler ends first; never both.</summary>
sealed class ServerCallDeadline : IAsyncDisposable
{
    readonly TaskCompletionSource _passed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly CancellationTokenSource _cancellation;
    readonly ITimer _timer;
    int _decided;

    public ServerCallDeadline(TimeSpan timeout, CancellationToken requestAborted, TimeProvider timeProvider)
    {
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(requestAborted);
        Token = _cancellation.Token;
        At = timeProvider.GetUtcNow().UtcDateTime + timeout;
        TimeSpan due = timeout < TimerMax ? timeout : TimerMax;
        _timer = timeProvider.CreateTimer(_ => OnTimer(timeProvider), state: null, due, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A timer's longest due time, about 49 days.</summary>
    static TimeSpan TimerMax { get; } = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    public DateTime At { get; }

    /// <summary>Cancelled when the deadline passes or the caller hangs up; readable after disposal too.</summary>
    public CancellationToken Token { get; }

    /// <summary>Waits for the handler or the deadline, whichever is first.</summary>
    /// <returns>True when the deadline passed while the handler still worked.</returns>
    public async ValueTask<bool> PassesBeforeAsync(Task handler)
    {
        if (!handler.IsCompleted)
        {
            await Task.WhenAny(handler, _passed.Task);
        }

        return !TryDecide();
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        _cancellation.Dispose();
    }

    bool TryDecide() => Interlocked.Exchange(ref _decided, 1) == 0;

    void OnTimer(TimeProvider timeProvider)
    {
        TimeSpan left = At - timeProvider.GetUtcNow().UtcDateTime;
        if (left > TimeSpan.Zero)
        {
            // Timers may fire a little early, and a far deadline takes several turns.
            _timer.Change(left < TimerMax ? left + TimeSpan.FromMilliseconds(1) : TimerMax, Timeout.InfiniteTimeSpan);
        }
        else if (TryDecide())
        {
            _passed.SetResult();
            _cancellation.Cancel();
        }
    }
}
