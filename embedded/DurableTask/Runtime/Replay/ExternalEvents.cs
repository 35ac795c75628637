namespace Microsoft.DurableTask.Runtime.Replay;

/// <summary>
/// Waiters and early events by name, which does not regard case. Of several waiters the newest is served first (the common case is
/// <c>Task.WhenAny</c> in a loop, which abandons the older ones); an event that finds no waiter is kept for the next.
/// </summary>
internal sealed class ExternalEvents
{
    readonly Dictionary<string, List<Waiter>> _waiters = new(StringComparer.OrdinalIgnoreCase);
    readonly List<(string Name, string? Payload)> _buffered = [];

    /// <summary>Waiters that are not cancelled: while there are any, the orchestrator waits for something.</summary>
    public int WaiterCount { get; private set; }

    /// <summary>What nobody has waited for yet, in the order of arrival.</summary>
    public IReadOnlyList<(string Name, string? Payload)> Buffered => _buffered;

    /// <summary>Completes the newest waiter for the name, or keeps the event.</summary>
    public void Raise(string name, string? payload)
    {
        if (!_waiters.TryGetValue(name, out List<Waiter>? waiters))
        {
            _buffered.Add((name, payload));
            return;
        }

        Waiter newest = waiters[^1];
        Remove(name, waiters, newest);
        newest.Complete(payload);
    }

    /// <exception cref="ArgumentException">Another type is already waited for under this name.</exception>
    public Task<T> WaitAsync<T>(string name, DataConverter converter, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<T>(cancellationToken);
        if (_waiters.TryGetValue(name, out List<Waiter>? waiters) && waiters[^1].Type != typeof(T))
        {
            throw new ArgumentException(
                $"Events with the same name must have the same type argument. Expected {waiters[^1].Type.FullName} but was requested {typeof(T).FullName}.", nameof(name));
        }

        var waiter = new Waiter<T>(converter);
        int early = _buffered.FindIndex(e => string.Equals(e.Name, name, StringComparison.OrdinalIgnoreCase));
        if (early >= 0)
        {
            string? payload = _buffered[early].Payload;
            _buffered.RemoveAt(early);
            waiter.Complete(payload);
            return waiter.Task;
        }

        if (waiters is null) _waiters[name] = waiters = [];
        waiters.Add(waiter);
        WaiterCount++;
        if (cancellationToken.CanBeCanceled)
        {
            // A cancelled waiter leaves, so that it swallows no event.
            cancellationToken.Register(() =>
            {
                if (!_waiters.TryGetValue(name, out List<Waiter>? current) || !current.Contains(waiter)) return;
                Remove(name, current, waiter);
                waiter.Cancel(cancellationToken);
            });
        }

        return waiter.Task;
    }

    /// <summary>Takes what nobody waited for, in the order of arrival.</summary>
    public List<(string Name, string? Payload)> TakeBuffered()
    {
        List<(string Name, string? Payload)> taken = [.. _buffered];
        _buffered.Clear();
        return taken;
    }

    void Remove(string name, List<Waiter> waiters, Waiter waiter)
    {
        waiters.Remove(waiter);
        WaiterCount--;
        if (waiters.Count == 0) _waiters.Remove(name);
    }

    abstract class Waiter(Type type)
    {
        public Type Type { get; } = type;

        public abstract void Complete(string? payload);

        public abstract void Cancel(CancellationToken cancellationToken);
    }

    sealed class Waiter<T>(DataConverter converter) : Waiter(typeof(T))
    {
        // Faces the orchestrator: its continuation must run at once, on the turn's thread.
#pragma warning disable MA0173
        readonly TaskCompletionSource<T> _source = new();
#pragma warning restore MA0173

        public Task<T> Task => _source.Task;

        public override void Complete(string? payload)
        {
            T? value;
            try
            {
                value = converter.Deserialize<T>(payload);
            }
            catch (Exception e)
            {
                // A payload of another shape is the waiting code's to handle, as with an activity's result.
                _source.TrySetException(e);
                return;
            }

            _source.TrySetResult(value!);
        }

        public override void Cancel(CancellationToken cancellationToken) => _source.TrySetCanceled(cancellationToken);
    }
}
