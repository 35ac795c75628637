using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask.Runtime.Turns;

/// <summary>
/// What is due when, and one real timer for the earliest. A due time may lie further ahead than any timer of the system allows:
/// the wait is then taken in steps.
/// </summary>
internal sealed class TimerQueue<T>(TimeProvider time, Action wake) : IDisposable
    where T : class, IDue
{
    static readonly TimeSpan Step = TimeSpan.FromHours(12);
    readonly PriorityQueue<T, (DateTime FireAt, long Order)> _queue = new();
    ITimer? _timer;
    DateTime _armedFor = DateTime.MaxValue;
    long _order;

    public int Count => _queue.Count;

    public void Add(T timer)
    {
        _queue.Enqueue(timer, (timer.FireAt, _order++));
        Arm();
    }

    /// <summary>Takes the next one whose time has come.</summary>
    public bool TryTakeDue([NotNullWhen(true)] out T? due)
    {
        due = null;
        if (!_queue.TryPeek(out T? next, out _) || next.FireAt > time.GetUtcNow().UtcDateTime) return false;
        due = _queue.Dequeue();
        return true;
    }

    /// <summary>Sets the real timer again after it fired: system timers may fire a little early.</summary>
    public void Rearm()
    {
        _armedFor = DateTime.MaxValue;
        Arm();
    }

    void Arm()
    {
        if (!_queue.TryPeek(out T? next, out _)) return;
        DateTime now = time.GetUtcNow().UtcDateTime;
        if (_armedFor == next.FireAt) return;
        TimeSpan wait = next.FireAt - now;
        (TimeSpan delay, _armedFor) = wait > Step ? (Step, DateTime.MaxValue) : (wait < TimeSpan.Zero ? TimeSpan.Zero : wait, next.FireAt);
        _timer ??= time.CreateTimer(_ => wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        // Whole milliseconds, rounded up: a system timer cuts the rest off and would fire early.
        _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(delay.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer?.Dispose();
}

internal interface IDue
{
    DateTime FireAt { get; }
}

/// <param name="TimerId">Null: the instance's delayed start.</param>
/// <param name="Execution">The execution that created the timer; a later one does not know it.</param>
internal sealed record DueTimer(DateTime FireAt, InstanceRuntime Instance, int Execution, int? TimerId) : IDue;
