using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Core.Chains.Storage;
using Orchestrator.Core.Events;
using Orchestrator.Core.Namespaces;
using Orchestrator.Core.Tasks;
using Orchestrator.Gateway.Events;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using Task = System.Threading.Tasks.Task;

namespace Orchestrator.Gateway.Tests.Events;

public sealed class EventWatchTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    readonly string _namespace = Requests.NewNamespace();

    [Fact]
    public async Task WatchAsync_SlowerThanItsChannel_CatchesUpWithoutLossOrDouble()
    {
        const int Batches = 4;
        const int Expected = Batches * 50 * 2;
        Assert.True(Expected > EventBroadcaster.Capacity);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(45));
        EventWatch watch = gateway.Services.GetRequiredService<EventWatch>();
        await using IAsyncEnumerator<WatchItem> slow = WatchAll(watch, patience.Token);
        await using IAsyncEnumerator<WatchItem> fast = WatchAll(watch, patience.Token);
        Assert.True(await slow.MoveNextAsync() && await fast.MoveNextAsync());

        // Both are live before the load; the slow one then reads no further until the fast one has seen all of it.
        await CreateBatchAsync(1);
        List<LifecycleEvent> slowSeen = await ReadAsync(slow, 2);
        List<LifecycleEvent> fastSeen = await ReadAsync(fast, 2);
        Task load = Task.Run(async () =>
        {
            for (int i = 0; i < Batches; i++)
            {
                await CreateBatchAsync(50);
            }
        });
        fastSeen.AddRange(await ReadAsync(fast, Expected));
        await load;
        slowSeen.AddRange(await ReadAsync(slow, Expected));
        Assert.Equal(fastSeen.Select(e => e.Position), slowSeen.Select(e => e.Position));
        Assert.Equal(slowSeen.Select(e => e.Position).Distinct().Order(), slowSeen.Select(e => e.Position));
    }

    [Fact]
    public async Task WatchAsync_NothingHappens_BeatsEveryTwentySeconds()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var time = new ManualTime();
        var watch = new EventWatch(
            gateway.Services.GetRequiredService<EventBroadcaster>(),
            gateway.Services.GetRequiredService<IEventReader>(),
            gateway.Services.GetRequiredService<ITaskRepository>(),
            gateway.Services.GetRequiredService<IChainLookup>(),
            gateway.Services.GetRequiredService<INamespaceStore>(),
            time);
        await using IAsyncEnumerator<WatchItem> items = WatchAll(watch, patience.Token);
        Assert.True(await items.MoveNextAsync());
        for (int beat = 0; beat < 3; beat++)
        {
            ValueTask<bool> next = items.MoveNextAsync();
            time.Advance(TimeSpan.FromSeconds(19.9));
            Assert.False(next.IsCompleted);
            time.Advance(TimeSpan.FromSeconds(0.1));
            Assert.True(await next);
            Assert.Null(items.Current.Event);
            Assert.NotNull(items.Current.Position);
        }
    }

    IAsyncEnumerator<WatchItem> WatchAll(EventWatch watch, CancellationToken cancellationToken) =>
        watch.WatchAsync(new WatchedSubject.Namespace(_namespace, After: null), cancellationToken).GetAsyncEnumerator(cancellationToken);

    async Task CreateBatchAsync(int count)
    {
        var batch = new BatchCreateTasksRequest { Namespace = _namespace };
        batch.Requests.AddRange(Enumerable.Range(0, count).Select(i => Requests.Echo($"task {i}")));
        await gateway.Tasks.BatchCreateTasksAsync(batch);
    }

    static async Task<List<LifecycleEvent>> ReadAsync(IAsyncEnumerator<WatchItem> items, int count)
    {
        var read = new List<LifecycleEvent>();
        while (read.Count < count && await items.MoveNextAsync())
        {
            if (items.Current.Event is { } found)
            {
                read.Add(found);
            }
        }

        return read;
    }
}
