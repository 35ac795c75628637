using Microsoft.DurableTask.Runtime.Activities;
using Microsoft.DurableTask.Runtime.Entities;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Turns;

/// <summary>From stored rows to instances in memory: what is unfinished is derived from the history, not stored beside it.</summary>
internal sealed partial class PartitionProcessor
{
    long _cachedTurnBytes;

    async Task RecoverAsync(CancellationToken stopping)
    {
        foreach (StoredInstance stored in await _store.LoadLiveAsync(_lease, stopping)) Register(stored);
        foreach (ScheduledSignal signal in await _store.Entities.ReadSignalsAsync(_lease, stopping)) _scheduled.Add(signal);
        _items.Add(new InboxItem(await _store.ReadInboxAsync(_lease, stopping), ++_inboxReads));
    }

    /// <summary>Takes a live instance into memory: its open activities run (again), its timers are set, its code is not touched yet.</summary>
    InstanceRuntime Register(StoredInstance stored)
    {
        InstanceRow row = stored.Instance;
        var instance = new InstanceRuntime(row) { IsStored = true };
        _live[row.InstanceId] = instance;
        var open = new SortedDictionary<int, ActionEvent>();
        bool begun = false;
        long bytes = 0;
        foreach (TurnRow turn in stored.Turns)
        {
            bytes += turn.Events.Length;
            foreach (HistoryEvent historyEvent in HistoryReader.Read(turn.Events))
            {
                begun |= historyEvent is ExecutionStarted;
                if (historyEvent is TaskScheduled or TimerCreated) open[((ActionEvent)historyEvent).EventId] = (ActionEvent)historyEvent;
                else if (AnsweredBy(historyEvent) is { } answered) open.Remove(answered);
            }
        }

        if (stored.Turns.Count > 0) (instance.NextTurn, instance.Status) = (stored.Turns[^1].Turn + 1, stored.Turns[^1].Status);
        if (_cachedTurnBytes + bytes <= _options.RecoveredHistoryBytesMax)
        {
            _cachedTurnBytes += bytes;
            instance.StoredTurns = stored.Turns;
        }

        foreach (ActionEvent action in open.Values)
        {
            if (action is TaskScheduled scheduled) _surroundings.Dispatch(new ActivityCall(row.InstanceId, row.Id, row.Execution, scheduled), this);
            else if (action is TimerCreated timer) _timers.Add(new DueTimer(timer.FireAt, instance, row.Execution, timer.EventId));
        }

        if (begun) return instance;
        if (row.StartAt is { } startAt && row.Execution == 0 && startAt.UtcDateTime > _environment.UtcNow)
        {
            _timers.Add(new DueTimer(startAt.UtcDateTime, instance, row.Execution, TimerId: null));
        }
        else
        {
            instance.Pending.Add(new Delivery(ExecutionStarted.Instance));
            Enqueue(instance);
        }

        return instance;
    }

    static int? AnsweredBy(HistoryEvent historyEvent) => historyEvent switch
    {
        TaskCompleted e => e.TaskScheduledId,
        TaskFailed e => e.TaskScheduledId,
        TimerFired e => e.TimerId,
        _ => null,
    };

    async Task<InstanceRuntime?> AdoptAsync(string instanceId, CancellationToken stopping)
    {
        if (_live.TryGetValue(instanceId, out InstanceRuntime? known)) return known;
        StoredInstance? stored = await _store.ReadHistoryAsync(instanceId, stopping);
        return stored is { Result: null } ? Register(stored) : null;
    }

    /// <summary>Reads the turns of an instance whose execution is not in memory; its messages wait.</summary>
    void Load(InstanceRuntime instance)
    {
        instance.IsBusy = true;
        _loading++;
        _ = _environment.Run(async () =>
        {
            try
            {
                Post(new LoadedItem(instance, await _store.ReadHistoryAsync(instance.Row.InstanceId, CancellationToken.None)));
            }
            catch (Exception e)
            {
                Post(new FaultItem(e, IsCommit: false));
            }
        });
    }

    void Loaded(LoadedItem item)
    {
        _loading--;
        item.Instance.IsBusy = false;
        TakeDeferredAgain();
        if (item.Instance.IsGone) return;
        item.Instance.StoredTurns = item.Stored?.Turns ?? [];
        Enqueue(item.Instance);
    }
}
