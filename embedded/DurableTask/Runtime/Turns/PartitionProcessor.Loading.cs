using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Turns;

/// <summary>
/// Reading parked instances again, many with one question: a message to each of 100,000 must neither ask the store 100,000 times at once
/// nor bring all histories into memory.
/// </summary>
internal sealed partial class PartitionProcessor
{
    const int LoadsInFlight = 4;
    const int LoadInstancesMax = 200;
    readonly Queue<InstanceRuntime> _toLoad = new();
    int _endedSinceCheckpoint;
    bool _isCheckpointing;

    /// <summary>Has the turns of an instance read; its messages wait.</summary>
    void Load(InstanceRuntime instance)
    {
        instance.IsBusy = true;
        _toLoad.Enqueue(instance);
    }

    void StartLoads()
    {
        // Those that are read already run first: they hold their turns.
        while (_toLoad.Count > 0 && _loading < LoadsInFlight && _ready.Count < _options.CommitTurnsMax)
        {
            var group = new List<InstanceRuntime>();
            long bytes = 0;
            while (group.Count < LoadInstancesMax && _toLoad.TryPeek(out InstanceRuntime? next))
            {
                if (group.Count > 0 && bytes + next.HistoryBytes > _options.LoadBytesMax / LoadsInFlight) break;
                bytes += next.HistoryBytes;
                group.Add(_toLoad.Dequeue());
            }

            _loading++;
            _ = _environment.Run(() => LoadAsync(group));
        }
    }

    async Task LoadAsync(List<InstanceRuntime> group)
    {
        try
        {
            Post(new LoadedItem(group, await ReadAsync(token => ReadStoredAsync(group, token), _stopping)));
        }
        catch (Exception e)
        {
            Post(new FaultItem(e, IsCommit: false));
        }
    }

    async Task<Dictionary<long, StoredInstance>> ReadStoredAsync(List<InstanceRuntime> group, CancellationToken cancellationToken)
    {
        var stored = new Dictionary<long, StoredInstance>();
        await foreach (StoredInstance one in _store.LoadAsync(_lease, [.. group.Select(i => i.Row.Id)], cancellationToken))
        {
            stored[one.Instance.Id] = one;
        }

        return stored;
    }

    void Loaded(LoadedItem item)
    {
        _loading--;
        TakeDeferredAgain();
        foreach (InstanceRuntime instance in item.Instances)
        {
            instance.IsBusy = false;
            if (instance.IsGone) continue;
            instance.Unpark(item.Stored.GetValueOrDefault(instance.Row.Id) ?? new StoredInstance(instance.Row, []));
            Enqueue(instance);
        }
    }

    /// <summary>Now and then has the store note which instances live, so that recovery need not look at all that ever ended.</summary>
    async Task StartCheckpointAsync(CancellationToken stopping)
    {
        if (_isCheckpointing || _endedSinceCheckpoint < Math.Max(_options.CheckpointEndedMin, _live.Count)) return;
        await ReserveIdsAsync(stopping);
        long below = _live.Values.Where(i => !i.IsStored).Select(i => i.Row.Id).Append(_nextId).Min();
        (_isCheckpointing, _endedSinceCheckpoint) = (true, 0);
        _ = _environment.Run(async () =>
        {
            try
            {
                await _store.CheckpointLiveAsync(_lease, below, stopping);
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                // Only recovery would be the slower for it.
                DurableRuntimeLog.CheckpointFailed(_logger, e, _lease.Partition);
            }
            finally
            {
                Post(new CheckpointedItem());
            }
        });
    }
}
