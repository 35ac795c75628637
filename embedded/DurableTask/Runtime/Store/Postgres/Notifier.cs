using System.Collections.Concurrent;
using Npgsql;

namespace Microsoft.DurableTask.Runtime.Store.Postgres;

/// <summary>
/// Sends bare NOTIFYs, at most one statement every 10 ms: a NOTIFY inside each transaction would serialise all commits.
/// Hints of the meantime are merged.
/// </summary>
internal sealed class Notifier(NpgsqlDataSource dataSource, TimeProvider time) : IAsyncDisposable
{
    const int TimeoutSeconds = 5;
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);
    readonly ConcurrentDictionary<string, bool> _pending = new();
    readonly CancellationTokenSource _stopping = new();
    readonly Lock _lock = new();
    Task _sending = Task.CompletedTask;

    public int HubId { get; set; }

    /// <summary>What is sent when instances of this process have ended: here everybody who waits has been told already.</summary>
    public string OwnEnds { get; } = $"ended {Guid.NewGuid():N}";

    public Task NotifyAsync(Wakeup wakeup, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _pending[wakeup.Partition?.ToString() ?? OwnEnds] = true;
        lock (_lock)
        {
            if (_sending.IsCompleted && !_stopping.IsCancellationRequested) _sending = SendAsync();
        }

        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _sending;
        _stopping.Dispose();
    }

    async Task SendAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(Interval, time, _stopping.Token);
                string[] payloads = [.. _pending.Keys];
                foreach (string payload in payloads) _pending.TryRemove(payload, out _);
                if (payloads.Length > 0)
                {
                    await using NpgsqlCommand command = dataSource.CreateCommand("SELECT pg_notify($1, p) FROM unnest($2::text[]) AS p");
                    command.CommandTimeout = TimeoutSeconds;
                    command.Parameters.Add(new NpgsqlParameter { Value = Listener.Channel(HubId) });
                    command.Parameters.Add(new NpgsqlParameter { Value = payloads });
                    await command.ExecuteNonQueryAsync(_stopping.Token);
                }

                lock (_lock)
                {
                    if (!_pending.IsEmpty) continue;
                    _sending = Task.CompletedTask;
                    return;
                }
            }
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException || PostgresFaults.IsOutcomeUnknown(e))
        {
            // A hint; whoever waits also polls. The next one starts over.
        }
    }
}
