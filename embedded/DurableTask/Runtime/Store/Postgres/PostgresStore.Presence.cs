using System.Collections.Concurrent;

namespace Microsoft.DurableTask.Runtime.Store.Postgres;

/// <summary>Every owner that heartbeats or takes a partition through this store is present for as long as the store is open.</summary>
internal sealed partial class PostgresStore
{
    readonly ConcurrentDictionary<string, Presence> _presences = new(StringComparer.Ordinal);
    readonly SemaphoreSlim _showing = new(1, 1);

    async Task ShowPresenceAsync(string owner, CancellationToken cancellationToken)
    {
        await _showing.WaitAsync(cancellationToken);
        try
        {
            await _presences.GetOrAdd(owner, name => new Presence(_connectionString, name)).ShowAsync(cancellationToken);
        }
        finally
        {
            _showing.Release();
        }
    }

    async ValueTask EndPresenceAsync()
    {
        foreach (Presence presence in _presences.Values) await presence.DisposeAsync();
        _showing.Dispose();
    }
}
