using System.Threading.Tasks.Sources;

namespace Microsoft.DurableTask.Runtime.Turns;

/// <summary>
/// What others post to a partition's loop, in the order of arrival. Any thread posts, one loop takes and waits. Not a channel: here a poster
/// that has nothing else to do on its thread may lend it to the loop, which saves waking another one.
/// </summary>
internal sealed class Mailbox : IValueTaskSource
{
    readonly Lock _lock = new();
    readonly Queue<MailItem> _items = new();
    ManualResetValueTaskSourceCore<bool> _arrival;
    bool _isAwaited;
    bool _isClosed;

    public bool IsEmpty
    {
        get
        {
            lock (_lock) return _items.Count == 0;
        }
    }

    /// <param name="lendsThread">Where the loop waits, it runs on this thread until it waits for something else. Ignored on a thread that is not the pool's.</param>
    /// <returns>False when closed: the item is not taken.</returns>
    public bool Post(MailItem item, bool lendsThread = false)
    {
        lock (_lock)
        {
            if (_isClosed) return false;
            _items.Enqueue(item);
            if (!_isAwaited) return true;
            _isAwaited = false;
        }

        _arrival.RunContinuationsAsynchronously = !(lendsThread && IsPlainPoolThread());
        _arrival.SetResult(true);
        return true;
    }

    /// <summary>Moves what has arrived to the end of <paramref name="items"/>, as long as that has fewer than <paramref name="max"/>.</summary>
    public void TakeInto(List<MailItem> items, int max)
    {
        lock (_lock)
        {
            while (items.Count < max && _items.TryDequeue(out MailItem? item)) items.Add(item);
        }
    }

    /// <summary>Ends when there is something to take, or at the next arrival.</summary>
    public ValueTask WaitAsync()
    {
        lock (_lock)
        {
            if (_items.Count > 0) return ValueTask.CompletedTask;
            _arrival.Reset();
            _isAwaited = true;
            return new ValueTask(this, _arrival.Version);
        }
    }

    /// <summary>Nothing is taken any more; what is there stays.</summary>
    public void Close()
    {
        lock (_lock) _isClosed = true;
    }

    /// <summary>Elsewhere the loop would keep its caller's context, or a thread that somebody else needs.</summary>
    static bool IsPlainPoolThread() =>
        Thread.CurrentThread.IsThreadPoolThread && SynchronizationContext.Current is null && TaskScheduler.Current == TaskScheduler.Default;

    void IValueTaskSource.GetResult(short token) => _arrival.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _arrival.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _arrival.OnCompleted(continuation, state, token, flags);
}
