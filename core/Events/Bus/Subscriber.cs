using System.Threading.Channels;

namespace Orchestrator.Core.Events.Bus;

/// <summary>One subscription: a queue, and the loop that empties it.</summary>
sealed class Subscriber : IAsyncDisposable
{
    internal const int QueueMax = 65_536;

    readonly CancellationTokenSource _ending = new();
    readonly Channel<Item> _queue;
    readonly Func<BusEvent, CancellationToken, ValueTask> _handle;
    readonly Action<SubscriberFailure> _report;
    readonly Action<Subscriber> _remove;
    readonly string _name;
    readonly Task _running;
    int _isBehind;

    public Subscriber(
        string name,
        EventPattern pattern,
        Func<BusEvent, CancellationToken, ValueTask> handle,
        Action<SubscriberFailure> report,
        Action<Subscriber> remove)
    {
        (_name, Pattern, _handle, _report, _remove) = (name, pattern, handle, report, remove);
        var options = new BoundedChannelOptions(QueueMax) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true };
        _queue = Channel.CreateBounded<Item>(options, Dropped);
        _running = Task.Run(RunAsync);
    }

    public EventPattern Pattern { get; }

    public void Offer(BusEvent happened) => _queue.Writer.TryWrite(new Item(happened, Reached: null));

    /// <summary>Completes when what was offered before has been handled or dropped, or the subscription has ended.</summary>
    public Task DrainAsync()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _queue.Writer.TryWrite(new Item(Event: null, reached)) ? Task.WhenAny(reached.Task, _running) : Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _remove(this);
        await _ending.CancelAsync();
        _queue.Writer.TryComplete();
        await _running;
    }

    async Task RunAsync()
    {
        await foreach (Item item in _queue.Reader.ReadAllAsync())
        {
            if (item.Event is null)
            {
                item.Reached!.SetResult();
                continue;
            }

            if (_ending.IsCancellationRequested)
            {
                continue;
            }

            Interlocked.Exchange(ref _isBehind, 0);
            try
            {
                await _handle(item.Event, _ending.Token);
            }
            catch (Exception error) when (!_ending.IsCancellationRequested)
            {
                _report(new SubscriberFailure(_name, item.Event, error));
            }
            catch (Exception)
            {
                // Ended by its owner.
            }
        }
    }

    void Dropped(Item item)
    {
        item.Reached?.TrySetResult();

        // Said once for a row of losses, not for each.
        if (item.Event is not null && Interlocked.Exchange(ref _isBehind, 1) == 0)
        {
            _report(new SubscriberFailure(_name, item.Event, Error: null));
        }
    }

    /// <param name="Event">Null: a mark, that tells <paramref name="Reached"/> when the reader comes by.</param>
    readonly record struct Item(BusEvent? Event, TaskCompletionSource? Reached);
}
