namespace Orchestrator.Core.Access;

/// <summary>Table <c>api_keys</c>.</summary>
public interface IApiKeyStore
{
    /// <param name="prefix"><see cref="ApiKeyText.Prefix"/></param>
    /// <returns>The key with its hash, revoked and expired ones too; null when there is none.</returns>
    Task<StoredApiKey?> FindAsync(string prefix, CancellationToken cancellationToken);

    Task<ApiKey> AddAsync(NewApiKey key, ApiKeyText text, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Whoever remembers the key hears of it (<see cref="ApiKeyChanges"/>).</summary>
    /// <returns>The key, revoked now or before; null when there is none of this prefix.</returns>
    Task<ApiKey?> RevokeAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Writes the time, unless one was written in the last ten minutes.</summary>
    Task MarkUsedAsync(Guid id, CancellationToken cancellationToken);
}

/// <param name="Hash">SHA-256 of the whole key.</param>
public sealed record StoredApiKey(ApiKey Key, byte[] Hash);
