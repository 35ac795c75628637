using Orchestrator.Core.Access;

namespace Orchestrator.Gateway.Security.ApiKeys;

/// <summary>Callers by API key.</summary>
sealed class ApiKeyAuthenticator(KnownKeys keys, FailedAttempts failures, TimeProvider timeProvider) : ICallerAuthenticator
{
    public string Asks => $"an API key as \"authorization: Bearer {ApiKeyText.Start}...\" or in {BearerCredential.KeyHeader}";

    public async ValueTask<Caller?> AuthenticateAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (BearerCredential.KeyOf(http.Request) is not { } sent)
        {
            return null;
        }

        ApiKeyText text = ApiKeyText.Read(sent) ?? throw Unknown();
        KnownKey? known = keys.Find(text.Prefix);
        if (known is null)
        {
            // Only who is not known yet costs a look into the database, so only they can be stopped from guessing.
            failures.Check(http.Connection.RemoteIpAddress);
            known = await keys.LookUpAsync(text.Prefix, cancellationToken);
        }

        if (known.Stored is not { } stored || !text.Matches(stored.Hash))
        {
            failures.Count(http.Connection.RemoteIpAddress);
            throw Unknown();
        }

        return Admit(stored.Key, known.Caller!);
    }

    // Who has the secret may know what became of it.
    Caller Admit(ApiKey key, Caller caller)
    {
        if (key.RevokedAt is { } revoked)
        {
            throw new UnauthenticatedException("KEY_REVOKED", $"The API key {key.Prefix} was revoked at {revoked:u}.");
        }

        return key.ExpiresAt <= timeProvider.GetUtcNow()
            ? throw new UnauthenticatedException("KEY_EXPIRED", $"The API key {key.Prefix} expired at {key.ExpiresAt:u}.")
            : caller;
    }

    static UnauthenticatedException Unknown() => new("KEY_UNKNOWN", "This gateway does not know the API key.");
}
