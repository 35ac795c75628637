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
        IReadOnlyList<InboxMessage> inbox = await _store.ReadInboxAsync(_lease, stopping);
        HashSet<string> awaited = [.. inbox.Select(m => m.Message.InstanceId)];
        await foreach (StoredInstance stored in _store.LoadLiveAsync(_lease, stopping))
        {
            InstanceRuntime instance = Register(stored);
            if (awaited.Contains(instance.Row.InstanceId)) Keep(instance, stored);
        }

        foreach (ScheduledSignal signal in await _store.Entities.ReadSignalsAsync(_lease, stopping)) _scheduled.Add(signal);
        _items.Add(new InboxItem(inbox, ++_inboxReads));
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
        try
        {
            foreach (TurnRow turn in stored.Turns)
            {
                bytes += turn.Bytes;
                foreach (HistoryEvent historyEvent in HistoryReader.Read(turn.Events, turn.Payloads))
                {
                    begun |= historyEvent is ExecutionStarted;
                    if (historyEvent is TaskScheduled or TimerCreated) open[((ActionEvent)historyEvent).EventId] = (ActionEvent)historyEvent;
                    else if (AnsweredBy(historyEvent) is { } answered) open.Remove(answered);
                }
            }
        }
        catch (InvalidDataException e)
        {
            // One instance that a newer program wrote, or that somebody damaged, must not keep the others from going on.
            DurableRuntimeLog.InstanceUnreadable(_logger, e, row.InstanceId);
            open.Clear();
            begun = true;
        }

        if (stored.Turns.Count > 0) (instance.NextTurn, instance.Status) = (stored.Turns[^1].Turn + 1, stored.Turns[^1].Status);
        instance.HistoryBytes = bytes;
        instance.Park();
        bool isRunning = false;
        foreach (ActionEvent action in open.Values)
        {
            isRunning |= action is TaskScheduled;
            if (action is TaskScheduled scheduled) Dispatch(new ActivityCall(instance, row.Execution, scheduled));
            else if (action is TimerCreated timer) _timers.Add(new DueTimer(timer.FireAt, instance, row.Execution, timer.EventId));
        }

        if (isRunning || !begun) Keep(instance, stored);
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

    /// <summary>Keeps the turns of an instance that will soon run for its first replay, where memory allows; the others are read again.</summary>
    void Keep(InstanceRuntime instance, StoredInstance stored)
    {
        if (!instance.IsParked || _cachedTurnBytes + instance.HistoryBytes > _options.RecoveredHistoryBytesMax) return;
        _cachedTurnBytes += instance.HistoryBytes;
        instance.Unpark(stored);
    }

    async Task<InstanceRuntime?> AdoptAsync(string instanceId, CancellationToken stopping)
    {
        if (_live.TryGetValue(instanceId, out InstanceRuntime? known)) return known;
        StoredInstance? stored = await ReadAsync(token => _store.ReadHistoryAsync(instanceId, token), stopping);
        if (stored is not { Result: null }) return null;
        InstanceRuntime adopted = Register(stored);
        Keep(adopted, stored);
        return adopted;
    }
}
