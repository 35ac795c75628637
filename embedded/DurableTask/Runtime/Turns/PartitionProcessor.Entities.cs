using Microsoft.DurableTask.Runtime.Entities;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Turns;

/// <summary>
/// Entities: a message is stored in the inbox first and leaves it in the commit of its operation, together with state, answers and
/// effects. So an operation counts once, and a client need not wait until it has run.
/// </summary>
internal sealed partial class PartitionProcessor
{
    readonly EntityCache _entities;
    readonly TimerQueue<ScheduledSignal> _scheduled;
    readonly Queue<EntityRuntime> _readyEntities = new();

    /// <summary>One question for all entities that are not in memory.</summary>
    async Task FindEntitiesAsync(CancellationToken stopping)
    {
        HashSet<string>? unknown = null;
        foreach (MailItem item in _items)
        {
            if (item is not MessageItem { Message: EntityMessage { InstanceId: var id }, InboxId: not null } || _entities.Contains(id)) continue;
            (unknown ??= new HashSet<string>(StringComparer.Ordinal)).Add(id);
        }

        if (unknown is null) return;
        foreach (EntityRow row in await _store.Entities.ReadEntitiesAsync([.. unknown], stopping))
        {
            _entities.Add(row);
            unknown.Remove(row.InstanceId);
        }

        foreach (string id in unknown) _entities.Add(new EntityRow(id, State: null, Lock: null, _environment.Time.GetUtcNow()));
    }

    void TakeEntityMessage(MessageItem item, EntityMessage message)
    {
        if (message is OperationRequest { DueAt: { } dueAt } early && dueAt > _environment.UtcNow) Schedule(item, early, dueAt);
        else if (item.InboxId is not { } id) Keep(item, message);
        else
        {
            EntityRuntime entity = _entities.Use(message.InstanceId);
            entity.Pending.Add(new EntityDelivery(message, id));
            EnqueueEntity(entity);
        }
    }

    /// <summary>Stores a client's message; it is delivered once that is committed.</summary>
    void Keep(MessageItem item, EntityMessage message)
    {
        var work = new TurnWork(instance: null, new TurnCommit { Outbox = [new InboxMessage(_environment.NewId(), message)] });
        if (item.Acknowledge is { } waiting) work.AddWaiting(waiting);
        _extra.Add(work);
    }

    /// <summary>Takes a signal out of the inbox until its time: what waits there is read again and again.</summary>
    void Schedule(MessageItem item, OperationRequest request, DateTime dueAt)
    {
        var commit = new TurnCommit { Scheduled = [new ScheduledSignal(_environment.NewId(), dueAt, request)] };
        if (item.InboxId is { } id) commit.Consume(id);
        var work = new TurnWork(instance: null, commit);
        if (item.Acknowledge is { } waiting) work.AddWaiting(waiting);
        _extra.Add(work);
    }

    void EnqueueEntity(EntityRuntime entity)
    {
        if (entity.IsQueued || entity.IsBusy || entity.Pending.Count == 0) return;
        entity.IsQueued = true;
        _readyEntities.Enqueue(entity);
    }

    /// <summary>Puts signals whose time has come into the inbox, and begins what entities may run.</summary>
    void RunEntities()
    {
        while (_scheduled.TryTakeDue(out ScheduledSignal? due))
        {
            // Under a new id: the old one is known as consumed.
            var message = new InboxMessage(_environment.NewId(), due.Request with { DueAt = null });
            _extra.Add(new TurnWork(instance: null, new TurnCommit { Unscheduled = [due.Id], Outbox = [message] }));
        }

        while (_readyEntities.TryDequeue(out EntityRuntime? entity))
        {
            entity.IsQueued = false;
            if (EntityBatch.Take(entity, entity.OneByOne > 0 ? 1 : _options.EntityOperationsMax) is not { } batch) continue;
            entity.IsBusy = true;
            if (batch.Operations.Count > 0) _surroundings.Dispatch(batch, this);
            else EntityRan(new EntityRanItem(batch, new EntityBatchResult([], entity.Row.State, [])));
        }

        _entities.Trim();
    }

    void EntityRan(EntityRanItem item)
    {
        EntityRuntime entity = item.Batch.Entity;
        var turn = new EntityTurn(item.Batch, item.Result, _environment);
        TurnWork? work = turn.Write();
        entity.Pending.InsertRange(0, turn.Undone);
        if (work is not null)
        {
            _extra.Add(work);
            return;
        }

        entity.IsBusy = false;
        EnqueueEntity(entity);
    }

    void EntityCommitted(EntityBatch batch, EntityRow? row)
    {
        EntityRuntime entity = batch.Entity;
        if (row is not null) _entities.Replace(entity, row);
        entity.OneByOne = Math.Max(0, entity.OneByOne - 1);
        entity.IsBusy = false;
        EnqueueEntity(entity);
    }

    /// <summary>The operations run again, each alone; the one whose effects the store never takes then fails, as if it had thrown.</summary>
    void EntityRefused(EntityBatch batch, TurnCommit commit, Exception reason)
    {
        EntityRuntime entity = batch.Entity;
        // Those that were not run are back already.
        List<EntityDelivery> deliveries = [.. batch.Deliveries.Take(commit.Consumed.Count)];
        int operations = deliveries.Count(d => d.Message is OperationRequest);
        if (operations > 1) entity.OneByOne = operations;
        else
        {
            int first = Math.Max(0, deliveries.FindIndex(d => d.Message is OperationRequest));
            EntityDelivery offender = deliveries[first];
            if (offender.Refusal is null && operations == 1) deliveries[first] = offender with { Refusal = reason };
            else
            {
                deliveries.RemoveAt(first);
                PutAside(entity.InstanceId, offender.Message, offender.InboxId, reason, failures: 2);
            }
        }

        entity.Pending.InsertRange(0, deliveries);
        entity.IsBusy = false;
        EnqueueEntity(entity);
    }

    /// <summary>A lock was granted, and nobody is left to hold it.</summary>
    void GiveBack(TurnWork work, ParentLink holder, IEnumerable<string> lockSet)
    {
        foreach (string id in lockSet) work.Commit.Send(new InboxMessage(_environment.NewId(), new LockRelease(id, holder)));
    }

    /// <summary>An instance makes way without a turn of its own: what it has locked is found in its history.</summary>
    async Task GiveBackLocksAsync(InstanceRuntime instance, CancellationToken stopping)
    {
        if (!instance.IsStored || await _store.ReadHistoryAsync(instance.Row.InstanceId, stopping) is not { } stored) return;
        var work = new TurnWork(instance: null, new TurnCommit());
        foreach (EntityUnlockSent unlock in HeldLocks.Unlocks(stored.Turns.SelectMany(t => HistoryReader.Read(t.Events, t.Payloads)), nextEventId: 0))
        {
            work.Commit.Send(new InboxMessage(_environment.NewId(), EntityRequests.MessageOf(stored.Instance, unlock)));
        }

        if (work.Commit.Outbox.Count > 0) _extra.Add(work);
    }
}
