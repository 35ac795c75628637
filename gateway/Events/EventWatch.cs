using System.Runtime.CompilerServices;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Storage;
using Orchestrator.Core.Events;
using Orchestrator.Core.Namespaces;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Gateway.Events;

/// <summary>What one watcher sees: each event once and in order, and a heartbeat in between.</summary>
sealed class EventWatch(
    EventBroadcaster broadcaster,
    IEventReader reader,
    ITaskRepository tasks,
    IChainLookup chains,
    INamespaceStore namespaces,
    TimeProvider timeProvider)
{
    const int BatchSize = 500;

    /// <summary>Shorter than the silence after which ingresses end a stream.</summary>
    public static TimeSpan HeartbeatInterval { get; } = TimeSpan.FromSeconds(20);

    /// <exception cref="TaskNotFoundException">Before the first item.</exception>
    /// <exception cref="ChainNotFoundException">Before the first item.</exception>
    public IAsyncEnumerable<WatchItem> WatchAsync(WatchedSubject subject, CancellationToken cancellationToken) => subject switch
    {
        WatchedSubject.Task task => WatchTaskAsync(task, cancellationToken),
        WatchedSubject.Chain chain => WatchChainAsync(chain, cancellationToken),
        WatchedSubject.Namespace all => WatchNamespaceAsync(all, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(subject), subject, "a subject that nobody watches"),
    };

    async IAsyncEnumerable<WatchItem> WatchNamespaceAsync(
        WatchedSubject.Namespace watched, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Guid namespaceId = await namespaces.EnsureAsync(watched.Name, cancellationToken);
        await foreach (WatchItem item in WatchByPositionAsync(
            namespaceId, watched.After, after => reader.ReadAllAsync(namespaceId, after, BatchSize, cancellationToken), cancellationToken))
        {
            yield return item;
        }
    }

    async IAsyncEnumerable<WatchItem> WatchChainAsync(
        WatchedSubject.Chain watched, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!await chains.ExistsAsync(watched.NamespaceName, watched.ChainId, cancellationToken))
        {
            throw new ChainNotFoundException(watched.NamespaceName, watched.ChainId);
        }

        await foreach (WatchItem item in WatchByPositionAsync(
            watched.ChainId, watched.After, after => reader.ReadScopeAsync(watched.ChainId, after, BatchSize, cancellationToken), cancellationToken))
        {
            yield return item;
        }
    }

    /// <param name="key">Whose events the broadcaster hands over; <paramref name="readAsync"/> reads the same from the database.</param>
    async IAsyncEnumerable<WatchItem> WatchByPositionAsync(
        Guid key,
        EventPosition? after,
        Func<EventPosition, Task<IReadOnlyList<LifecycleEvent>>> readAsync,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using EventSubscription subscription = broadcaster.Subscribe(key);
        using var heartbeat = new Heartbeat(HeartbeatInterval, timeProvider);
        EventPosition position = after ?? await reader.ReadEndAsync(cancellationToken);

        // Tells a client that begins now where it began, so that even a stream without an event can be resumed.
        yield return new WatchItem(Event: null, position);
        while (true)
        {
            subscription.Restart();
            await foreach (LifecycleEvent missed in CatchUpAsync(
                last => readAsync(last?.Position ?? position)))
            {
                position = missed.Position;
                yield return new WatchItem(missed);
            }

            bool lagging = false;
            while (!lagging)
            {
                while (subscription.TryTake(out LifecycleEvent? live, out lagging))
                {
                    if (live!.Position > position)
                    {
                        position = live.Position;
                        yield return new WatchItem(live);
                    }
                }

                if (!lagging && await heartbeat.IsDueBeforeAsync(subscription, cancellationToken))
                {
                    yield return new WatchItem(Event: null, position);
                }
            }
        }
    }

    async IAsyncEnumerable<WatchItem> WatchTaskAsync(
        WatchedSubject.Task watched, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _ = await tasks.FindAsync(watched.NamespaceName, watched.TaskId, cancellationToken)
            ?? throw new TaskNotFoundException(watched.NamespaceName, watched.TaskId);
        using EventSubscription subscription = broadcaster.Subscribe(watched.TaskId);
        using var heartbeat = new Heartbeat(HeartbeatInterval, timeProvider);
        int sequence = watched.AfterSequence;
        bool ended = false;
        while (true)
        {
            subscription.Restart();
            await foreach (LifecycleEvent missed in CatchUpAsync(
                after => reader.ReadSubjectAsync(watched.TaskId, after?.Sequence ?? sequence, BatchSize, cancellationToken)))
            {
                sequence = missed.Sequence;
                ended |= TaskTransitions.EndEvents.Contains(missed.Name);
                yield return new WatchItem(missed);
            }

            if (watched.StopWhenDone && await IsDoneAsync(watched, sequence, cancellationToken))
            {
                yield break;
            }

            bool lagging = false;
            while (!lagging)
            {
                while (subscription.TryTake(out LifecycleEvent? live, out lagging))
                {
                    // Broadcast is in the order of transactions. One that began early and commits late may put a later step
                    // of this task first: then the database, where a task's events are numbered, says what is missing.
                    // It says too whether the task has ended for good, or is being run again.
                    ended |= TaskTransitions.EndEvents.Contains(live!.Name);
                    if (live.Sequence > sequence + 1 || (watched.StopWhenDone && ended))
                    {
                        lagging = true;
                        break;
                    }

                    if (live.Sequence > sequence)
                    {
                        sequence = live.Sequence;
                        yield return new WatchItem(live);
                    }
                }

                if (!lagging && await heartbeat.IsDueBeforeAsync(subscription, cancellationToken))
                {
                    yield return new WatchItem(Event: null);
                }
            }
        }
    }

    static async IAsyncEnumerable<LifecycleEvent> CatchUpAsync(Func<LifecycleEvent?, Task<IReadOnlyList<LifecycleEvent>>> readAsync)
    {
        LifecycleEvent? last = null;
        IReadOnlyList<LifecycleEvent> batch;
        do
        {
            batch = await readAsync(last);
            foreach (LifecycleEvent found in batch)
            {
                last = found;
                yield return found;
            }
        }
        while (batch.Count == BatchSize);
    }

    async Task<bool> IsDoneAsync(WatchedSubject.Task watched, int sequence, CancellationToken cancellationToken) =>
        await tasks.FindAsync(watched.NamespaceName, watched.TaskId, cancellationToken) is not { } task
        || (task.Status.IsEnd && task.LastSequence <= sequence);
}
