using System.Collections.Concurrent;

namespace Orchestrator.Core.Events.Bus;

/// <summary>
/// Hands events to this process's subscribers. Publishing never waits and never fails: each subscriber takes its events in order, at
/// its own pace, from a queue of its own; one that falls behind loses its oldest, one that throws is reported and goes on. What
/// must not be lost is stored (<see cref="EventNames.IsStored"/>) and read from the database.
/// </summary>
/// <param name="report">Told of each failure, on the subscriber's own time; must not throw.</param>
public sealed class EventBus(Action<SubscriberFailure> report) : IAsyncDisposable
{
    readonly Lock _changing = new();

    // Replaced as one: who publishes sees the subscribers of one moment.
    volatile Routes _routes = new([]);

    /// <param name="name">For reports.</param>
    /// <param name="handle">Called for one event after the other; its token is cancelled when the subscription ends.</param>
    /// <returns>Disposed, the subscription ends: what is queued is dropped, a call that runs is waited for.</returns>
    public IAsyncDisposable Subscribe(string name, EventPattern pattern, Func<BusEvent, CancellationToken, ValueTask> handle)
    {
        var subscriber = new Subscriber(name, pattern, handle, report, Remove);
        lock (_changing)
        {
            _routes = new Routes([.. _routes.Subscribers, subscriber]);
        }

        return subscriber;
    }

    public void Publish(BusEvent happened)
    {
        foreach (Subscriber subscriber in _routes.To(happened.Name))
        {
            subscriber.Offer(happened);
        }
    }

    /// <summary>Returns when everything published so far has been handled or dropped.</summary>
    public Task DrainAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_routes.Subscribers.Select(subscriber => subscriber.DrainAsync())).WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (Subscriber subscriber in _routes.Subscribers)
        {
            await subscriber.DisposeAsync();
        }
    }

    void Remove(Subscriber subscriber)
    {
        lock (_changing)
        {
            _routes = new Routes([.. _routes.Subscribers.Where(other => other != subscriber)]);
        }
    }

    /// <summary>The subscribers, and which of them each name met so far goes to.</summary>
    sealed class Routes(Subscriber[] subscribers)
    {
        // Names beyond the known ones are custom, or a mistake: neither may fill the memory.
        const int NamesMax = 10_000;

        readonly ConcurrentDictionary<string, Subscriber[]> _byName = new(StringComparer.Ordinal);

        public Subscriber[] Subscribers => subscribers;

        public Subscriber[] To(string name)
        {
            if (_byName.TryGetValue(name, out Subscriber[]? known))
            {
                return known;
            }

            Subscriber[] found = [.. subscribers.Where(subscriber => subscriber.Pattern.Matches(name))];
            return _byName.Count < NamesMax ? _byName.GetOrAdd(name, found) : found;
        }
    }
}
