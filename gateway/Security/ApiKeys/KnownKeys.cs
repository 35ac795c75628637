using Microsoft.Extensions.Caching.Memory;
using Orchestrator.Core.Access;

namespace Orchestrator.Gateway.Security.ApiKeys;

/// <summary>
/// Rows of <c>api_keys</c>, remembered for <see cref="Lifetime"/>: so a call with a key that is in use reads no database, and a
/// revocation takes effect within that time.
/// </summary>
sealed class KnownKeys(IApiKeyStore store, TimeProvider timeProvider) : IDisposable
{
    const int Most = 10_000;
    static readonly TimeSpan UseWrittenEvery = TimeSpan.FromMinutes(10);

    // The bound is what the cache is for; age is by our clock.
    readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = Most });

    public static TimeSpan Lifetime { get; } = TimeSpan.FromSeconds(30);

    /// <returns>Null when it has to be looked up.</returns>
    public KnownKey? Find(string prefix) =>
        _cache.TryGetValue(prefix, out KnownKey? known) && timeProvider.GetUtcNow() - known!.ReadAt < Lifetime ? known : null;

    public async Task<KnownKey> LookUpAsync(string prefix, CancellationToken cancellationToken)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        StoredApiKey? stored = await store.FindAsync(prefix, cancellationToken);
        var known = new KnownKey(stored, stored is null ? null : CallerOf(stored.Key), now);
        _cache.Set(prefix, known, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Lifetime });
        if (stored is { Key: { RevokedAt: null } key } && !(now - key.LastUsedAt < UseWrittenEvery))
        {
            await store.MarkUsedAsync(key.Id, cancellationToken);
        }

        return known;
    }

    public void Dispose() => _cache.Dispose();

    static Caller CallerOf(ApiKey key) =>
        new($"api:{key.Name}", $"key:{key.Prefix}", Grants.Of(key.Namespaces, key.Permissions), key.RequestsPerMinute);
}

/// <param name="Stored">Null: there is no such key.</param>
sealed record KnownKey(StoredApiKey? Stored, Caller? Caller, DateTimeOffset ReadAt);
