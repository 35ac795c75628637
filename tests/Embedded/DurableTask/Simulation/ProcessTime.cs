namespace Microsoft.DurableTask.Tests.Simulation;

/// <summary>The world's clock as one process has it: its timers die with it and wait while it is paused.</summary>
internal sealed class ProcessTime(World world, ProcessScheduler scheduler) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => world.Now;

    public override long GetTimestamp() => world.Now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(world, scheduler, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    sealed class Timer(World world, ProcessScheduler scheduler, Action fire) : ITimer
    {
        int _setting;

        /// <remarks>Nobody here asks for a period.</remarks>
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Assert.Equal(Timeout.InfiniteTimeSpan, period);
            // What the system's timers refuse.
            ArgumentOutOfRangeException.ThrowIfGreaterThan(dueTime, TimeSpan.FromMilliseconds(uint.MaxValue - 1));
            int setting = ++_setting;
            if (dueTime == Timeout.InfiniteTimeSpan) return true;
            world.After(dueTime, () => scheduler.Signal(() =>
            {
                if (_setting == setting) fire();
            }));
            return true;
        }

        public void Dispose() => _setting++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
