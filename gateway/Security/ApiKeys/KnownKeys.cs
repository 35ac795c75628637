using Microsoft.Extensions.Caching.Memory;
using Orchestrator.Core.Access;

namespace Orchestrator.Gateway.Security.ApiKeys;

/// <summary>
/// Rows of <c>api_keys</c>, remembered for <see cref="Lifetime"/>: so a call with a key that is in use reads no database. A revoked key
/// is forgotten as soon as the database tells of it, and within that time where the news is lost.
/// </summary>
sealed class KnownKeys : IDisposable
{
    const int Most = 10_000;
    static readonly TimeSpan UseWrittenEvery = TimeSpan.FromMinutes(10);

    readonly IApiKeyStore _store;
    readonly ApiKeyChanges _changes;
    readonly TimeProvider _timeProvider;

    // The bound is what the cache is for; age is by our clock.
    readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = Most });
    int _changesSeen;

    public KnownKeys(IApiKeyStore store, ApiKeyChanges changes, TimeProvider timeProvider)
    {
        (_store, _changes, _timeProvider) = (store, changes, timeProvider);
        changes.Subscribe(Forget);
    }

    public static TimeSpan Lifetime { get; } = TimeSpan.FromSeconds(30);

    /// <returns>Null when it has to be looked up.</returns>
    public KnownKey? Find(string prefix) =>
        _cache.TryGetValue(prefix, out KnownKey? known) && _timeProvider.GetUtcNow() - known!.ReadAt < Lifetime ? known : null;

    public async Task<KnownKey> LookUpAsync(string prefix, CancellationToken cancellationToken)
    {
        int changesSeen = Volatile.Read(ref _changesSeen);
        DateTimeOffset now = _timeProvider.GetUtcNow();
        StoredApiKey? stored = await _store.FindAsync(prefix, cancellationToken);
        var known = new KnownKey(stored, stored is null ? null : CallerOf(stored.Key), now);
        _cache.Set(prefix, known, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Lifetime });
        if (changesSeen != Volatile.Read(ref _changesSeen))
        {
            // The row may have been read before the change that we have heard of since.
            _cache.Remove(prefix);
        }

        if (stored is { Key: { RevokedAt: null } key } && !(now - key.LastUsedAt < UseWrittenEvery))
        {
            await _store.MarkUsedAsync(key.Id, cancellationToken);
        }

        return known;
    }

    public void Dispose()
    {
        _changes.Unsubscribe(Forget);
        _cache.Dispose();
    }

    void Forget(string prefix)
    {
        Interlocked.Increment(ref _changesSeen);
        _cache.Remove(prefix);
    }

    static Caller CallerOf(ApiKey key) =>
        new($"api:{key.Name}", $"key:{key.Prefix}", Grants.Of(key.Namespaces, key.Permissions), key.RequestsPerMinute);
}

/// <param name="Stored">Null: there is no such key.</param>
sealed record KnownKey(StoredApiKey? Stored, Caller? Caller, DateTimeOffset ReadAt);
