using Azure.Core;

namespace Orchestrator.Platform;

/// <summary>An access token for one scope, asked for once and renewed before it runs out.</summary>
public sealed class TokenSource(TokenCredential credential, string scope, TimeProvider timeProvider) : IDisposable
{
    static readonly TimeSpan RenewedBefore = TimeSpan.FromMinutes(5);
    readonly SemaphoreSlim _one = new(1);
    volatile Known? _known;

    /// <exception cref="Azure.Identity.AuthenticationFailedException">There is none, and the one before has run out.</exception>
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        if (_known is { } known && !IsDue(known))
        {
            return known.Token;
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_known is not { } current || IsDue(current))
            {
                AccessToken token = await credential.GetTokenAsync(new TokenRequestContext([scope]), cancellationToken);
                _known = new Known(token.Token, token.RefreshOn ?? token.ExpiresOn - RenewedBefore, token.ExpiresOn);
            }
        }
        catch (Azure.Identity.AuthenticationFailedException) when (_known is { } old && old.ExpiresOn > timeProvider.GetUtcNow())
        {
            // Good for some minutes yet; the next call asks again.
        }
        finally
        {
            _one.Release();
        }

        return _known!.Token;
    }

    public void Dispose() => _one.Dispose();

    bool IsDue(Known known) => known.RenewOn <= timeProvider.GetUtcNow();

    sealed record Known(string Token, DateTimeOffset RenewOn, DateTimeOffset ExpiresOn);
}
