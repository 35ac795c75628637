using Microsoft.Extensions.Logging;
using Npgsql;
using Orchestrator.Core.Events;

namespace Orchestrator.Database.Events;

/// <summary>
/// Sends a bare NOTIFY after commits, at most one every 10 ms, from a connection of its own: inside the transactions it would
/// serialise all commits. A notification that is lost costs its readers a second, never an event.
/// </summary>
sealed class EventNotifier(NpgsqlDataSource dataSource, TimeProvider timeProvider, ILogger<EventNotifier> logger)
    : IEventNotifier, IAsyncDisposable
{
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    readonly CancellationTokenSource _stopping = new();
    readonly Lock _lock = new();
    Task _sending = Task.CompletedTask;
    bool _isSending;
    bool _isWanted;

    public void NotifyCommitted()
    {
        lock (_lock)
        {
            if (_stopping.IsCancellationRequested)
            {
                return;
            }

            _isWanted = true;
            if (!_isSending)
            {
                _isSending = true;
                _sending = Task.Run(SendWhileWantedAsync, _stopping.Token);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task sending;
        lock (_lock)
        {
            if (_stopping.IsCancellationRequested)
            {
                return;  // a container disposes it once per service type
            }

            _stopping.Cancel();
            sending = _sending;
        }

        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    async Task SendWhileWantedAsync()
    {
        while (TakeWish())
        {
            try
            {
                await using NpgsqlCommand command = dataSource.CreateCommand($"NOTIFY {EventChannel.Name}");
                await command.ExecuteNonQueryAsync(_stopping.Token);
                await Task.Delay(Interval, timeProvider, _stopping.Token);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or ObjectDisposedException)
            {
                DatabaseLog.NotifyFailed(logger, e);
            }
        }
    }

    bool TakeWish()
    {
        lock (_lock)
        {
            (bool wanted, _isWanted) = (_isWanted, false);
            _isSending = wanted;
            return wanted;
        }
    }
}
