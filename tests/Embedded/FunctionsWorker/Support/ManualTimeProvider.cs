namespace Orchestrator.Embedded.FunctionsWorker.Tests.Support;

/// <summary>A clock that a test moves; timers fire while it moves, in their order.</summary>
sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    readonly Lock _lock = new();
    readonly List<ManualTimer> _timers = [];
    readonly List<TaskCompletionSource> _waiters = [];
    DateTimeOffset _now = start;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ManualTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Waits until somebody waits for exactly this time.</summary>
    public async Task UntilTimerAsync(DateTimeOffset due)
    {
        while (true)
        {
            TaskCompletionSource added = new(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_lock)
            {
                if (_timers.Exists(timer => timer.Due == due))
                    return;
                _waiters.Add(added);
            }
            await added.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    public void AdvanceTo(DateTimeOffset time)
    {
        while (true)
        {
            ManualTimer? next;
            lock (_lock)
            {
                next = _timers.Where(timer => timer.Due <= time).MinBy(timer => timer.Due);
                _now = next?.Due ?? time;
                if (next is null)
                    return;
                _timers.Remove(next);
            }
            next.Fire();
        }
    }

    sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                Due = clock._now + dueTime;
                clock._timers.Add(this);
                foreach (TaskCompletionSource waiter in clock._waiters)
                    waiter.TrySetResult();
                clock._waiters.Clear();
            }
            return true;
        }

        public void Dispose()
        {
            lock (clock._lock)
                clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
