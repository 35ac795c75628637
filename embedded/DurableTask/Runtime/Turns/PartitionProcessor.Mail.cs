using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Runtime.Entities;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Turns;

/// <summary>Taking in: from the mailbox to the instances.</summary>
internal sealed partial class PartitionProcessor
{
    const int MailMax = 20_000;

    async Task TakeMailAsync(CancellationToken stopping)
    {
        Drain();
        if (_items.Count == 0) return;
        ExpandInbox();
        IReadOnlyDictionary<string, ExistingInstance> existing = await FindExistingAsync(stopping);
        await FindEntitiesAsync(stopping);
        // A failure in between leaves the items where StopAsync finds who waits.
        for (int i = 0; i < _items.Count; i++)
        {
            MailItem item = _items[i];
            switch (item)
            {
                case ActivityEndedItem ended:
                    Take(ended);
                    break;
                case MessageItem message:
                    await TakeMessageAsync(message, existing, stopping);
                    break;
                case CommittedItem committed:
                    // Not met again by StopAsync when a later item fails.
                    _items[i] = TickItem.Timer;
                    Committed(committed);
                    break;
                case LoadedItem loaded:
                    Loaded(loaded);
                    break;
                case CheckpointedItem:
                    _isCheckpointing = false;
                    break;
                case TickItem tick:
                    if (tick.ReadInbox)
                    {
                        ReadInbox(stopping);
                        break;
                    }

                    _timers.Rearm();
                    _scheduled.Rearm();
                    break;
                case EntityRanItem ran:
                    EntityRan(ran);
                    break;
                case SettleItem settle:
                    _settling.Add(settle.Settled);
                    break;
                case FaultItem fault:
                    if (fault.IsCommit) _inFlight--;
                    _items.RemoveRange(0, i + 1);
                    System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault.Exception);
                    break;
            }
        }

        _items.Clear();
    }

    /// <summary>Puts the messages of inbox reads in place of the reads, each once.</summary>
    void ExpandInbox()
    {
        for (int i = 0; i < _items.Count; i++)
        {
            if (_items[i] is MessageItem { InboxId: { } id } && !_inboxIds.TryTake(id)) _items[i] = TickItem.Timer;
            else if (_items[i] is RetakenItem retaken) _items[i] = retaken.Message;
            if (_items[i] is not InboxItem read) continue;
            _readingInbox = false;
            List<MailItem> fresh = [.. read.Messages.Where(m => _inboxIds.TryTake(m.Id))
                .Select(m => new MessageItem(m.Message, m.Id, Acknowledge: null, m.Deliveries, IsInOrder: true))];
            TakeStrays(read.Number, fresh);
            _items.RemoveAt(i);
            _items.InsertRange(i, fresh);
            i += fresh.Count - 1;
            if (_inboxWanted) Post(TickItem.Inbox);
        }
    }

    /// <summary>One question for all ids that are not in memory but may exist: those of starts under a chosen id, and of events.</summary>
    async Task<IReadOnlyDictionary<string, ExistingInstance>> FindExistingAsync(CancellationToken stopping)
    {
        HashSet<string>? unknown = null;
        int starts = 0;
        foreach (MailItem item in _items)
        {
            if (item is not MessageItem { Message: { } message }) continue;
            if (message is StartMessage { Instance.Id: 0 }) starts++;
            bool isOpen = message is StartMessage { IsFreshId: false } or EventMessage { IsToAnyExecution: true };
            if (isOpen && !_live.ContainsKey(message.InstanceId)) (unknown ??= []).Add(message.InstanceId);
        }

        if (starts > 0) await ReserveIdsAsync(stopping);
        return unknown is null ? NoneExisting : await ReadAsync(token => _store.FindExistingAsync([.. unknown], token), stopping);
    }

    async Task TakeMessageAsync(
        MessageItem item, IReadOnlyDictionary<string, ExistingInstance> existing, CancellationToken stopping)
    {
        switch (item.Message)
        {
            case UnreadableMessage unreadable:
                PutAside(unreadable.InstanceId, item.Message, item.InboxId, new InvalidDataException(unreadable.Reason), item.Failures);
                break;
            case EventMessage { Event: ExecutionRewound } message when !_live.ContainsKey(message.InstanceId):
                await RewindAsync(item, message, stopping);
                break;
            case EventMessage message:
                if (!_live.TryGetValue(message.InstanceId, out InstanceRuntime? instance) && message.IsToAnyExecution
                    && existing.TryGetValue(message.InstanceId, out ExistingInstance? other) && !other.Status.IsFinal())
                {
                    instance = await AdoptAsync(message.InstanceId, stopping);
                }

                bool isMeant = instance is not null && message.IsMeantFor(instance.Row);
                if (instance is null && message.TargetId == 0 && !item.IsInOrder) AwaitStart(item);
                else if (!isMeant)
                {
                    Consume(item);
                }
                else
                {
                    instance!.Pending.Add(new Delivery(message.Event, item.InboxId, item.Acknowledge, item.Failures));
                    Enqueue(instance);
                }

                break;
            case EntityMessage message:
                TakeEntityMessage(item, message);
                break;
            case StartMessage start:
                await TakeStartAsync(item, start, existing.GetValueOrDefault(start.InstanceId), stopping);
                break;
        }
    }

    async Task TakeStartAsync(MessageItem item, StartMessage start, ExistingInstance? stored, CancellationToken stopping)
    {
        long replaces = 0;
        if (!_live.TryGetValue(start.InstanceId, out InstanceRuntime? current) && stored is not null && !stored.Status.IsFinal())
        {
            // Created by a client of another process, and not met here yet.
            current = await AdoptAsync(start.InstanceId, stopping);
        }

        if (start.Instance.Id != 0)
        {
            if (current is { IsBusy: true } && current.Row.Id != start.Instance.Id)
            {
                // The one before it, whose end is in the store already and not known here yet.
                _deferred.Add(item);
                return;
            }

            // That client's own message: by now the instance is in memory, or has ended already.
            Consume(item);
            return;
        }

        if (current is not null)
        {
            if (current.IsBusy)
            {
                // Perhaps it has ended, and others have seen that in the store already.
                _deferred.Add(item);
                return;
            }

            if (start.Dedupe.Contains(current.Status))
            {
                Refuse(item, start, current.Status);
                return;
            }

            await GiveBackLocksAsync(current, stopping);
            Override(current);
            replaces = current.IsStored ? current.Row.Id : current.Replaces;
        }
        else if (stored is { Status: { } status } && status.IsFinal())
        {
            if (start.Dedupe.Contains(status))
            {
                Refuse(item, start, status);
                return;
            }

            replaces = stored.Id;
        }

        await BeginAsync(item, start, replaces, stopping);
    }

    async Task BeginAsync(MessageItem item, StartMessage start, long replaces, CancellationToken stopping)
    {
        if (_nextId == _idEnd) await ReserveIdsAsync(stopping);
        var instance = new InstanceRuntime(start.Instance with { Id = _nextId++ }) { Replaces = replaces, Start = item };
        _live[start.InstanceId] = instance;
        if (start.Instance.StartAt is { } startAt && startAt.UtcDateTime > _environment.UtcNow)
        {
            // Accepted now, begun later: only the row is written, and it is pending until then.
            var commit = new TurnCommit { Instance = instance.Row.Id, Created = instance.Row, Replaced = replaces };
            if (item.InboxId is { } id) commit.Consume(id);
            var work = new TurnWork(instance, commit);
            work.AddTimer(startAt.UtcDateTime, TurnWork.DelayedStart);
            if (item.Acknowledge is { } waiting) work.AddWaiting(waiting);
            instance.IsBusy = true;
            _extra.Add(work);
            return;
        }

        instance.Pending.Add(new Delivery(ExecutionStarted.Instance, item.InboxId, item.Acknowledge, item.Failures));
        Enqueue(instance);
    }

    void Refuse(MessageItem item, StartMessage start, InstanceStatus status)
    {
        string reason = $"An orchestration with id '{start.InstanceId}' already exists. It is {status}.";
        // Said by a commit, though it may write nothing: whoever has lost the partition and does not know it yet must not answer from memory.
        var work = new TurnWork(instance: null, new TurnCommit()) { Refusal = new OrchestrationAlreadyExistsException(reason) };
        if (start.Instance.Parent is { AwaitsResult: true } parent)
        {
            var failure = new Failure(typeof(OrchestrationAlreadyExistsException).FullName!, reason);
            work.Commit.Send(new InboxMessage(_environment.NewId(), new EventMessage(
                parent.InstanceId, new SubOrchestrationInstanceFailed(parent.TaskId, failure), parent.Id, parent.Execution)));
        }

        if (item.InboxId is { } id) work.Commit.Consume(id);
        if (item.Acknowledge is { } waiting) work.AddWaiting(waiting);
        if (work.Commit.Outbox.Count + work.Commit.Consumed.Count + work.Acknowledge.Count > 0) _extra.Add(work);
    }

    /// <summary>A start that does not dedupe a live status: the running instance makes way and leaves no trace.</summary>
    void Override(InstanceRuntime current)
    {
        Forget(current);
        SettleResults(current.Pending);
        foreach (Delivery delivery in current.Pending) Consume(delivery);
    }

    /// <summary>Nobody is left whom the message means: it is deleted, and its sender need not care.</summary>
    void Consume(MessageItem item) =>
        Consume(new Delivery((item.Message as EventMessage)?.Event ?? ExecutionStarted.Instance, item.InboxId, item.Acknowledge));

    void Consume(Delivery delivery)
    {
        if (delivery is { InboxId: null, Acknowledge: null }) return;
        // By a commit, though it may write nothing: as with a refusal.
        var work = new TurnWork(instance: null, new TurnCommit());
        if (delivery.InboxId is { } id) work.Commit.Consume(id);
        if (delivery.Acknowledge is { } waiting) work.AddWaiting(waiting);
        if (delivery.Event is EntityLockGranted granted) GiveBack(work, granted.Holder, granted.LockSet);
        _extra.Add(work);
    }

    async Task ReserveIdsAsync(CancellationToken stopping)
    {
        if (_nextId != _idEnd) return;
        _nextId = await ReadAsync(_store.ReserveIdsAsync, stopping);
        _idEnd = _nextId + InstanceIds.BlockSize;
    }

    void ReadInbox(CancellationToken stopping)
    {
        _inboxWanted = _readingInbox;
        if (_readingInbox) return;
        _readingInbox = true;
        long number = ++_inboxReads;
        _ = _environment.Run(async () =>
        {
            try
            {
                Post(new InboxItem(await ReadAsync(token => _store.ReadInboxAsync(_lease, token), stopping), number));
            }
            catch (Exception e)
            {
                Post(new FaultItem(e, IsCommit: false));
            }
        });
    }

    static readonly Dictionary<string, ExistingInstance> NoneExisting = [];
}
