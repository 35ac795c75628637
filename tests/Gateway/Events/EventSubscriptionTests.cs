using Orchestrator.Core.Events;
using Orchestrator.Gateway.Events;

namespace Orchestrator.Gateway.Tests.Events;

public sealed class EventSubscriptionTests
{
    [Fact]
    public void Offer_BeyondTheCapacity_LagsUntilRestarted()
    {
        using var subscription = new EventSubscription(Guid.NewGuid(), capacity: 2, _ => { });
        for (int i = 1; i <= 4; i++)
        {
            subscription.Offer(EventOf(i));
        }

        Assert.Equal([1, 2], Take(subscription, out bool lagging));
        Assert.True(lagging);
        subscription.Offer(EventOf(5));
        Assert.Empty(Take(subscription, out lagging));
        Assert.True(lagging);
        subscription.Restart();
        subscription.Offer(EventOf(6));
        Assert.Equal([6], Take(subscription, out lagging));
        Assert.False(lagging);
    }

    [Fact]
    public async Task MarkLagging_WhileNothingHappens_WakesTheWatcher()
    {
        using var subscription = new EventSubscription(Guid.NewGuid(), capacity: 1, _ => { });
        Task waiting = subscription.WaitAsync(CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        subscription.MarkLagging();
        await waiting;
        Assert.Empty(Take(subscription, out bool lagging));
        Assert.True(lagging);
    }

    static List<int> Take(EventSubscription subscription, out bool lagging)
    {
        var taken = new List<int>();
        while (subscription.TryTake(out LifecycleEvent? found, out lagging))
        {
            taken.Add(found!.Sequence);
        }

        return taken;
    }

    static LifecycleEvent EventOf(int sequence) => new(
        new EventPosition(1, sequence), "task", Guid.Empty, sequence, Guid.Empty, null, "task.queued", "system", "{}", null, default);
}
