using System.Collections.Concurrent;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Hosting;

/// <summary>Who in this process waits for an instance to begin or end: nearly always one, and tens of thousands of instances at once.</summary>
internal sealed class InstanceWaiters
{
    readonly ConcurrentDictionary<string, Waiter[]> _waiters = new(StringComparer.Ordinal);

    public Waiter Add(string instanceId)
    {
        var waiter = new Waiter(this, instanceId);
        _waiters.AddOrUpdate(instanceId, static (_, added) => [added], static (_, others, added) => [.. others, added], waiter);
        return waiter;
    }

    /// <summary>Tells all who wait for this instance its state.</summary>
    public void Signal(InstanceState state)
    {
        if (!_waiters.TryGetValue(state.Instance.InstanceId, out Waiter[]? waiters)) return;
        foreach (Waiter waiter in waiters) waiter.Signal(state);
    }

    /// <summary>Lets everybody look for himself.</summary>
    public void SignalAll() => SignalElsewhere(_ => true);

    /// <summary>Lets those look who wait for one of these instances.</summary>
    public void SignalElsewhere(Func<string, bool> isElsewhere)
    {
        foreach ((string instanceId, Waiter[] waiters) in _waiters)
        {
            if (!isElsewhere(instanceId)) continue;
            foreach (Waiter waiter in waiters) waiter.Signal(state: null);
        }
    }

    void Remove(Waiter waiter)
    {
        while (_waiters.TryGetValue(waiter.InstanceId, out Waiter[]? waiters))
        {
            Waiter[] others = waiters is [var only] && only == waiter ? [] : [.. waiters.Where(other => other != waiter)];
            // Another one that came or went in between: again.
            bool isRemoved = others.Length == 0
                ? _waiters.TryRemove(KeyValuePair.Create(waiter.InstanceId, waiters))
                : _waiters.TryUpdate(waiter.InstanceId, others, waiters);
            if (isRemoved) return;
        }
    }

    internal sealed class Waiter(InstanceWaiters owner, string instanceId) : IDisposable
    {
        volatile TaskCompletionSource<InstanceState?> _signal = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string InstanceId { get; } = instanceId;

        /// <summary>The next signal: a state, or null for "look again".</summary>
        public Task<InstanceState?> Next => _signal.Task;

        /// <summary>Begins to wait for another signal; taken before looking, so that none is lost.</summary>
        public void Reset()
        {
            if (_signal.Task.IsCompleted) _signal = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        public void Signal(InstanceState? state) => _signal.TrySetResult(state);

        public void Dispose() => owner.Remove(this);
    }
}
