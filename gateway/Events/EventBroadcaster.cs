using System.Collections.Concurrent;
using System.Collections.Immutable;
using Orchestrator.Core.Events;

namespace Orchestrator.Gateway.Events;

/// <summary>Reads the new events once for all watchers of this process and hands each to those that it concerns.</summary>
sealed class EventBroadcaster(
    IEventReader reader, IEventSignal signal, TimeProvider timeProvider, ILogger<EventBroadcaster> logger) : BackgroundService
{
    /// <summary>Events that a watcher may be behind before it has to read for itself.</summary>
    public const int Capacity = 256;
    const int BatchSize = 500;
    static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    readonly ConcurrentDictionary<Guid, ImmutableArray<EventSubscription>> _subscriptions = new();

    /// <param name="key">A subject (task), a scope (chain) or a namespace: ids are unique among all.</param>
    public EventSubscription Subscribe(Guid key)
    {
        var subscription = new EventSubscription(key, Capacity, Remove);
        _subscriptions.AddOrUpdate(key, [subscription], (_, others) => others.Add(subscription));
        return subscription;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        EventPosition? position = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                position ??= await BeginAsync(stoppingToken);
                long version = signal.Version;
                IReadOnlyList<LifecycleEvent> events = await reader.ReadAllAsync(
                    namespaceId: null, position.Value, BatchSize, stoppingToken);
                foreach (LifecycleEvent found in events)
                {
                    Broadcast(found);
                    position = found.Position;
                }

                if (events.Count < BatchSize)
                {
                    await signal.WaitAsync(version, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is System.Data.Common.DbException or TimeoutException or IOException)
            {
                GatewayLog.EventReadFailed(logger, e, PauseAfterFailure);
                await Task.Delay(PauseAfterFailure, timeProvider, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    async Task<EventPosition> BeginAsync(CancellationToken cancellationToken)
    {
        EventPosition end = await reader.ReadEndAsync(cancellationToken);

        // Whoever subscribed before this read up to an earlier end: what lies between is theirs to fetch.
        foreach (EventSubscription subscription in _subscriptions.Values.SelectMany(s => s))
        {
            subscription.MarkLagging();
        }

        return end;
    }

    void Broadcast(LifecycleEvent found)
    {
        Offer(found.SubjectId, found);
        Offer(found.NamespaceId, found);
        if (found.ScopeId is { } scope && scope != found.SubjectId)
        {
            Offer(scope, found);
        }
    }

    void Offer(Guid key, LifecycleEvent found)
    {
        if (!_subscriptions.TryGetValue(key, out ImmutableArray<EventSubscription> subscriptions))
        {
            return;
        }

        foreach (EventSubscription subscription in subscriptions)
        {
            subscription.Offer(found);
        }
    }

    void Remove(EventSubscription subscription)
    {
        ImmutableArray<EventSubscription> left = _subscriptions.AddOrUpdate(
            subscription.Key, [], (_, others) => others.Remove(subscription));
        if (left.IsEmpty)
        {
            // Only while it is still empty: somebody may have subscribed since.
            _subscriptions.TryRemove(KeyValuePair.Create(subscription.Key, left));
        }
    }
}
