using System.Collections.Concurrent;
using Orchestrator.Core.Events.Bus;

namespace Orchestrator.Core.Tests.Events.Bus;

public sealed class EventBusTests : IAsyncLifetime
{
    readonly ConcurrentQueue<SubscriberFailure> _failures = new();
    readonly EventBus _bus;

    public EventBusTests() => _bus = new EventBus(_failures.Enqueue);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _bus.DisposeAsync();

    [Fact]
    public async Task Publish_ManyEvents_ReachEachSubscriberThatWantsThemInOrder()
    {
        List<int> all = [], kind = [], exact = [];
        Subscribe("*", e => all.Add(e.Sequence));
        Subscribe("task.*", e => kind.Add(e.Sequence));
        Subscribe("task.completed", e => exact.Add(e.Sequence));
        string[] names = ["task.completed", "task.started", "chain.started"];
        for (int i = 0; i < 3_000; i++)
        {
            _bus.Publish(Event(names[i % 3], i));
        }

        await _bus.DrainAsync(CancellationToken.None);

        Assert.Equal(Enumerable.Range(0, 3_000), all);
        Assert.Equal(Enumerable.Range(0, 3_000).Where(i => i % 3 < 2), kind);
        Assert.Equal(Enumerable.Range(0, 3_000).Where(i => i % 3 == 0), exact);
        Assert.Empty(_failures);
    }

    [Fact]
    public async Task Publish_ToASubscriberThatThrows_ReportsAndGoesOnForAll()
    {
        int failing = 0, healthy = 0;
        Subscribe("task.*", e =>
        {
            failing++;
            throw new InvalidOperationException($"no {e.Sequence}");
        });
        Subscribe("task.*", _ => healthy++);

        _bus.Publish(Event("task.started", 1));
        _bus.Publish(Event("task.started", 2));
        await _bus.DrainAsync(CancellationToken.None);

        Assert.Equal((2, 2), (failing, healthy));
        Assert.Equal([(1, "no 1"), (2, "no 2")], _failures.Select(f => (f.Event.Sequence, f.Error!.Message)));
        Assert.All(_failures, f => Assert.Equal("task.*", f.Subscriber));
    }

    [Fact]
    public async Task Publish_ToASubscriberThatHangs_KeepsNobodyWaitingAndDropsItsOldest()
    {
        var begun = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        List<int> slow = [];
        _bus.Subscribe("slow", EventPattern.All, async (e, _) =>
        {
            begun.TrySetResult();
            await gate.Task;
            slow.Add(e.Sequence);
        });
        _bus.Publish(Event("task.started", 0));
        await begun.Task;
        const int Lost = 100;
        for (int i = 1; i <= Subscriber.QueueMax + Lost; i++)
        {
            _bus.Publish(Event("task.started", i));
        }

        Task drained = _bus.DrainAsync(CancellationToken.None);
        gate.SetResult();
        await drained;

        // The drain's mark took one more place.
        Assert.Equal([0, .. Enumerable.Range(Lost + 2, Subscriber.QueueMax - 1)], slow);
        SubscriberFailure behind = Assert.Single(_failures);
        Assert.Equal(("slow", 1, null), (behind.Subscriber, behind.Event.Sequence, behind.Error));
    }

    [Fact]
    public async Task Dispose_Subscription_EndsItAndCancelsItsCall()
    {
        var begun = new TaskCompletionSource();
        int handled = 0;
        IAsyncDisposable subscription = _bus.Subscribe("ends", EventPattern.All, async (_, cancellationToken) =>
        {
            handled++;
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });
        _bus.Publish(Event("task.started", 1));
        _bus.Publish(Event("task.started", 2));
        await begun.Task;

        await subscription.DisposeAsync();
        _bus.Publish(Event("task.started", 3));
        await _bus.DrainAsync(CancellationToken.None);

        Assert.Equal(1, handled);
        Assert.Empty(_failures);
    }

    [Fact]
    public async Task Publish_FromManyThreadsWhileOthersSubscribe_LosesNothing()
    {
        int counted = 0;
        Subscribe("*", _ => counted++);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(async () =>
        {
            for (int i = 0; i < 2_000; i++)
            {
                _bus.Publish(Event("task.started", i));
                if (i % 500 == 0)
                {
                    await _bus.Subscribe($"passing {thread}", EventPattern.All, (_, _) => ValueTask.CompletedTask).DisposeAsync();
                }
            }
        })));
        await _bus.DrainAsync(CancellationToken.None);

        Assert.Equal(8_000, counted);
    }

    void Subscribe(string pattern, Action<BusEvent> handle) => _bus.Subscribe(pattern, EventPattern.Parse(pattern), (happened, _) =>
    {
        handle(happened);
        return ValueTask.CompletedTask;
    });

    static BusEvent Event(string name, int sequence) =>
        new(Guid.NewGuid(), name, "task", "1", sequence, DateTimeOffset.UnixEpoch, CorrelationId: null, "test", "{}");
}
