namespace Microsoft.DurableTask.Runtime.Turns;

/// <summary>
/// Keeps the executions in memory bounded, by number and by an estimate of their bytes, least recently used first out; an evicted one is
/// replayed when it is needed. Each instance is held once, and not longer than it lives.
/// </summary>
internal sealed class ExecutionCache(int executionsMax, long bytesMax)
{
    /// <summary>How many that may not go are passed over in one call.</summary>
    const int LooksMax = 16;
    readonly LinkedList<InstanceRuntime> _cached = new();

    /// <summary>Far from its limits nobody is evicted soon, and who was used last need not be known.</summary>
    bool IsRoomy => _cached.Count < executionsMax / 2 && Bytes < bytesMax / 2;

    public int Count => _cached.Count;

    /// <summary>The estimate of what all of them hold.</summary>
    public long Bytes { get; private set; }

    /// <summary>Takes in an instance whose execution was built or has run, and evicts others where a limit is exceeded.</summary>
    public void Touch(InstanceRuntime instance)
    {
        if (instance.CacheNode is not { } node)
        {
            instance.CacheNode = _cached.AddLast(instance);
        }
        else if (!IsRoomy)
        {
            _cached.Remove(node);
            _cached.AddLast(node);
        }

        Bytes += instance.ExecutionBytes - instance.CountedBytes;
        instance.CountedBytes = instance.ExecutionBytes;
        Evict(instance);
    }

    public void Remove(InstanceRuntime instance)
    {
        if (instance.CacheNode is not { } node) return;
        _cached.Remove(node);
        Bytes -= instance.CountedBytes;
        (instance.CacheNode, instance.CountedBytes) = (null, 0);
    }

    /// <summary>The one in use stays, even where it alone exceeds the limit: replayed at each turn, its cost would be quadratic.</summary>
    void Evict(InstanceRuntime used)
    {
        int looks = 0;
        while (_cached.Count > 1 && (_cached.Count > executionsMax || Bytes > bytesMax) && looks < LooksMax)
        {
            InstanceRuntime oldest = _cached.First!.Value;
            // One that is at work, or that no replay could rebuild yet, stays.
            if (oldest == used || oldest.IsBusy || oldest.Pending.Count > 0 || !oldest.IsStored)
            {
                _cached.RemoveFirst();
                _cached.AddLast(oldest.CacheNode!);
                looks++;
                continue;
            }

            Remove(oldest);
            oldest.Park();
        }
    }
}
