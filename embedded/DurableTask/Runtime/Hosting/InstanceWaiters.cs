using System.Collections.Concurrent;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Hosting;

/// <summary>Who in this process waits for an instance to begin or end.</summary>
internal sealed class InstanceWaiters
{
    readonly ConcurrentDictionary<string, List<Waiter>> _waiters = new(StringComparer.Ordinal);

    public Waiter Add(string instanceId)
    {
        var waiter = new Waiter(this, instanceId);
        while (true)
        {
            List<Waiter> list = _waiters.GetOrAdd(instanceId, _ => []);
            lock (list)
            {
                // A list that was emptied has left the dictionary: take the new one.
                if (!_waiters.TryGetValue(instanceId, out List<Waiter>? current) || current != list) continue;
                list.Add(waiter);
                return waiter;
            }
        }
    }

    /// <summary>Tells all who wait for this instance its state.</summary>
    public void Signal(InstanceState state)
    {
        if (!_waiters.TryGetValue(state.Instance.InstanceId, out List<Waiter>? list)) return;
        lock (list)
        {
            foreach (Waiter waiter in list) waiter.Signal(state);
        }
    }

    /// <summary>Lets everybody look for himself.</summary>
    public void SignalAll() => SignalElsewhere(_ => true);

    /// <summary>Lets those look who wait for one of these instances.</summary>
    public void SignalElsewhere(Func<string, bool> isElsewhere)
    {
        foreach ((string instanceId, List<Waiter> list) in _waiters)
        {
            if (!isElsewhere(instanceId)) continue;
            lock (list)
            {
                foreach (Waiter waiter in list) waiter.Signal(state: null);
            }
        }
    }

    void Remove(Waiter waiter)
    {
        if (!_waiters.TryGetValue(waiter.InstanceId, out List<Waiter>? list)) return;
        lock (list)
        {
            list.Remove(waiter);
            if (list.Count == 0) _waiters.TryRemove(KeyValuePair.Create(waiter.InstanceId, list));
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
