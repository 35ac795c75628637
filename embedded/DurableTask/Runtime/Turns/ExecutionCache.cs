namespace Microsoft.DurableTask.Runtime.Turns;

/// <summary>
/// Keeps the number of executions in memory bounded, roughly oldest first; an evicted one is replayed when it is needed. Each instance is
/// held once, and not longer than it lives.
/// </summary>
internal sealed class ExecutionCache(int executionsMax)
{
    const int LooksMax = 16;
    readonly LinkedList<InstanceRuntime> _cached = new();

    public int Count => _cached.Count;

    /// <summary>Takes in an instance whose execution was built, and evicts what exceeds the limit.</summary>
    public void Add(InstanceRuntime instance)
    {
        if (instance.CacheNode is null) instance.CacheNode = _cached.AddLast(instance);
        for (int looked = 0; _cached.Count > executionsMax && looked < LooksMax; looked++)
        {
            InstanceRuntime oldest = _cached.First!.Value;
            Remove(oldest);
            // One that is at work, or that no replay could rebuild yet, stays.
            if (oldest.IsBusy || oldest.Pending.Count > 0 || !oldest.IsStored) oldest.CacheNode = _cached.AddLast(oldest);
            else oldest.Execution = null;
        }
    }

    public void Remove(InstanceRuntime instance)
    {
        if (instance.CacheNode is not { } node) return;
        _cached.Remove(node);
        instance.CacheNode = null;
    }
}
