using Microsoft.DurableTask.Runtime.Entities;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Replay;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Turns;

/// <summary>Running a turn, and what follows its commit.</summary>
internal sealed partial class PartitionProcessor
{
    readonly List<IReadOnlyList<TurnWork>> _committing = [];
    readonly ExecutionCache _cached;

    /// <returns>Null when there is nothing to write: messages that came too late, or an instance that must be read first.</returns>
    TurnWork? TryRunTurn(InstanceRuntime instance)
    {
        if (instance.IsBusy || instance.IsGone || instance.Pending.Count == 0) return null;
        Failure? mismatch = _runner.Host.VersionMismatch(instance.Row.Version);
        if (mismatch is not null && !CanRunDespite(instance)) return Leave(instance, mismatch);
        if (instance.Execution is null && instance.StoredTurns is null && (instance.NextTurn > 0 || instance.IsParked))
        {
            Load(instance);
            return null;
        }

        List<Delivery> deliveries = [];
        try
        {
            if (instance.Execution is null) Rebuild(instance);
            deliveries = mismatch is null ? TakeDeliveries(instance) : TakeDespite(instance, mismatch);
            if (deliveries.Count == 0) return null;
            TurnWork work = _runner.Run(instance, deliveries);
            instance.IsBusy = true;
            return work;
        }
        catch (Exception e)
        {
            // Stored turns that cannot be read, a converter that throws: the instance's own trouble, not the partition's.
            Undo(instance, deliveries, e);
            return null;
        }
    }

    void Rebuild(InstanceRuntime instance)
    {
        IReadOnlyList<TurnRow> turns = instance.StoredTurns ?? [];
        instance.Execution = _runner.Rebuild(instance.Row, turns);
        instance.StoredTurns = null;
        _cachedTurnBytes = Math.Max(0, _cachedTurnBytes - turns.Sum(t => t.Bytes));
        if (instance.Execution.Outcome is Ended { Failure: { } failure })
        {
            DurableRuntimeLog.NonDeterministic(_logger, instance.Row.InstanceId, failure.ErrorMessage);
        }

        _cached.Touch(instance);
    }

    /// <summary>All that waits; after a failed turn one message at a time, so that the one at fault is found.</summary>
    List<Delivery> TakeDeliveries(InstanceRuntime instance)
    {
        OrchestrationExecution execution = instance.Execution!;
        int take = instance.Pending.Exists(d => d.Failures > 0) ? 1 : instance.Pending.Count;
        var taken = new List<Delivery>(take);
        for (int i = 0; i < take; i++)
        {
            Delivery delivery = instance.Pending[i];
            bool isLate = delivery is { InboxId: null, Acknowledge: null, Event: var e } && AnsweredBy(e) is { } id
                && !execution.IsOpen(id) && execution.Outcome is null;
            if (!isLate) taken.Add(delivery);
            else if (IsResult(delivery)) SettleResults(1);
        }

        instance.Pending.RemoveRange(0, take);
        return taken;
    }

    void Release(IReadOnlyList<TurnWork> turns, CommitReport report)
    {
        _committing.Remove(turns);
        var outbox = new List<InboxMessage>();
        foreach (TurnWork work in turns)
        {
            if (report.ReasonAgainst(work) is { } reason)
            {
                Refused(work, reason);
                continue;
            }

            foreach (Guid id in work.Commit.Consumed) _inboxIds.Consumed(id);
            outbox.AddRange(work.Commit.Outbox);
            SettleResults(work.Deliveries);
            foreach (ScheduledSignal signal in work.Commit.Scheduled) _scheduled.Add(signal);
            if (work.Batch is { } batch) EntityCommitted(batch, work.Commit.Entity);
            if (work.Instance is { } instance) Release(work, instance);
            work.Succeed();
        }

        if (outbox.Count > 0) _surroundings.Route(outbox, turns[0].OwnershipsBefore);
        TakeDeferredAgain();
    }

    void TakeDeferredAgain()
    {
        foreach (MailItem item in _deferred) Post(item is MessageItem { InboxId: not null } stored ? new RetakenItem(stored) : item);
        _deferred.Clear();
    }

    void Release(TurnWork work, InstanceRuntime instance)
    {
        bool wasPending = instance.Status == InstanceStatus.Pending;
        (instance.IsBusy, instance.IsStored, instance.Start, instance.Replaces) = (false, true, null, 0);
        if (work.Commit.Turn is { } turn)
        {
            (instance.NextTurn, instance.Status) = (turn.Turn + 1, turn.Status);
            instance.HistoryBytes = turn.Bytes + (work.Outcome is Continued ? 0 : instance.HistoryBytes);
        }

        for (int i = 0; i < work.Activities.Count; i++) Dispatch(work.Activities[i]);
        foreach ((DateTime fireAt, int timerId) in work.Timers)
        {
            _timers.Add(new DueTimer(fireAt, instance, instance.Row.Execution, timerId == TurnWork.DelayedStart ? null : timerId));
        }

        switch (work.Outcome)
        {
            case Ended ended:
                _options.TurnCommitted?.Invoke(instance);
                End(instance, ended, work.Commit.Result!);
                return;
            case Continued:
                instance.Row = work.Commit.Continued!;
                instance.Execution = null;
                instance.StoredTurns = [work.Commit.Turn!];
                instance.Pending.Insert(0, new Delivery(ExecutionStarted.Instance));
                break;
        }

        _options.TurnCommitted?.Invoke(instance);
        if (wasPending && instance.Status != InstanceStatus.Pending) _surroundings.Changed(StateOf(instance, work.Commit.Turn!.At, result: null));
        Enqueue(instance);
        if (instance.Execution is not null) _cached.Touch(instance);
        else if (work.Commit.Turn is null) instance.Park();
    }

    void End(InstanceRuntime instance, Ended ended, ResultRow result)
    {
        _endedSinceCheckpoint++;
        instance.Status = ended.Status;
        string? customStatus = instance.Execution?.LastCustomStatus;
        instance.Execution = null;
        Forget(instance);
        SettleResults(instance.Pending);
        foreach (Delivery late in instance.Pending)
        {
            // Meant for whichever bears the id: while this end was on its way, that may have become another instance.
            if (late.Event is not EventRaised raised) Consume(late);
            else Post(new RetakenItem(new MessageItem(new EventMessage(instance.Row.InstanceId, raised), late.InboxId, late.Acknowledge, late.Failures)));
        }

        instance.Pending.Clear();
        if (ended.Failure is { } failure) DurableRuntimeLog.InstanceFailed(_logger, instance.Row.InstanceId, instance.Row.Name, failure.ErrorType);
        _surroundings.Changed(StateOf(instance, result.At, result) with { CustomStatus = customStatus });
    }

    static InstanceState StateOf(InstanceRuntime instance, DateTimeOffset at, ResultRow? result) => new(
        instance.Row, instance.Status, instance.Execution?.LastCustomStatus, result?.Output, result?.Failure, at);

    void Refused(TurnWork work, Exception reason)
    {
        if (work.Instance is not { } instance)
        {
            if (work.Batch is { } batch) EntityRefused(batch, work.Commit, reason);
            else foreach (Guid id in work.Commit.Consumed) _inboxIds.Release(id);
            work.Fail(reason);
            return;
        }

        instance.IsBusy = false;
        if (work.Commit.Rewound is not null)
        {
            // It is as failed as it was.
            Forget(instance);
            work.Fail(reason);
            return;
        }

        List<Delivery> deliveries = [.. work.Deliveries];
        if (!instance.IsStored && instance.Start is { } start && start.Failures + 1 < _options.DeliveriesMax)
        {
            // Perhaps someone else has created the id in between: the start is looked at again, with what waits behind it.
            Forget(instance);
            Post(new RetakenItem(start with { Failures = start.Failures + 1 }));
            foreach (Delivery other in deliveries.Concat(instance.Pending).Where(d => d.Event is not ExecutionStarted))
            {
                Post(new RetakenItem(new MessageItem(
                    new EventMessage(instance.Row.InstanceId, other.Event), other.InboxId, other.Acknowledge, other.Failures)));
            }

            return;
        }

        if (deliveries.Count == 0 && instance.IsStored)
        {
            // Not even its end can be stored: it stands still until the partition is recovered.
            DurableRuntimeLog.TurnFailed(_logger, reason, instance.Row.InstanceId);
            return;
        }

        if (deliveries.Count == 0)
        {
            // A delayed start, whose commit runs no code: nobody but its client has heard of it.
            Forget(instance);
            work.Fail(reason);
            return;
        }

        Undo(instance, deliveries, reason);
    }

    /// <summary>Takes a turn back: the execution is rebuilt from what is stored, its messages come again, the first counted as failed.</summary>
    void Undo(InstanceRuntime instance, List<Delivery> deliveries, Exception reason)
    {
        (instance.Execution, instance.StoredTurns) = (null, null);
        if (deliveries.Count == 0 && instance.Pending.Count > 0)
        {
            deliveries = [instance.Pending[0]];
            instance.Pending.RemoveAt(0);
        }

        if (deliveries.Count == 0) return;
        DurableRuntimeLog.TurnFailed(_logger, reason, instance.Row.InstanceId);
        Delivery first = deliveries[0] with { Failures = deliveries[0].Failures + 1 };
        if (first.Failures < _options.DeliveriesMax)
        {
            deliveries[0] = first;
            if (first.InboxId is { } id) _extra.Add(new TurnWork(instance: null, new TurnCommit { Retried = [id] }));
        }
        else
        {
            deliveries.RemoveAt(0);
            instance.Pending.InsertRange(0, deliveries);
            Abandon(instance, first, reason);
            Enqueue(instance);
            return;
        }

        instance.Pending.InsertRange(0, deliveries);
        Enqueue(instance);
    }

    /// <summary>The instance has ended, was overridden, or never came to be.</summary>
    void Forget(InstanceRuntime instance)
    {
        instance.IsGone = true;
        _live.TryRemove(instance.Row.InstanceId, out _);
        _cached.Remove(instance);
    }
}
