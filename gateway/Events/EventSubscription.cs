using System.Threading.Channels;
using Orchestrator.Core.Events;

namespace Orchestrator.Gateway.Events;

/// <summary>
/// One watcher's bounded channel. When it is full the watcher lags: it is handed nothing more until it has called
/// <see cref="Restart"/> and read from the database what it missed.
/// </summary>
sealed class EventSubscription(Guid key, int capacity, Action<EventSubscription> remove) : IDisposable
{
    readonly Channel<LifecycleEvent?> _channel = Channel.CreateBounded<LifecycleEvent?>(capacity);
    readonly Lock _gate = new();
    bool _lagging;

    /// <summary>The subject or namespace whose events it receives.</summary>
    public Guid Key => key;

    /// <summary>Empties the channel and receives again. Read the database after this, not before.</summary>
    public void Restart()
    {
        lock (_gate)
        {
            while (_channel.Reader.TryRead(out _))
            {
            }

            _lagging = false;
        }
    }

    public void Offer(LifecycleEvent offered)
    {
        lock (_gate)
        {
            if (!_lagging && !_channel.Writer.TryWrite(offered))
            {
                _lagging = true;
            }
        }
    }

    /// <summary>Makes the watcher read for itself, because it may have missed something.</summary>
    public void MarkLagging()
    {
        lock (_gate)
        {
            _lagging = true;

            // Wakes a watcher that waits; where there is no room for it, there is something to wake for.
            _channel.Writer.TryWrite(null);
        }
    }

    /// <returns>False when there is nothing now, or when all that is left has to come from the database (<paramref name="lagging"/>).</returns>
    public bool TryTake(out LifecycleEvent? taken, out bool lagging)
    {
        lock (_gate)
        {
            while (_channel.Reader.TryRead(out taken))
            {
                if (taken is not null)
                {
                    lagging = false;
                    return true;
                }
            }

            lagging = _lagging;
            return false;
        }
    }

    /// <summary>Returns once there may be something to take, or the watcher lags.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => await _channel.Reader.WaitToReadAsync(cancellationToken);

    public void Dispose() => remove(this);
}
