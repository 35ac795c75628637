using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Orchestrator.Database;

namespace Orchestrator.Platform;

/// <summary>PostgreSQL with an Entra token for a password: <c>ORCHESTRATOR_DB_AUTH=entra</c>.</summary>
/// <param name="Scope"><c>ORCHESTRATOR_DB_SCOPE</c>; another one in a national cloud.</param>
public sealed record DatabaseIdentity(string Scope)
{
    public const string AuthName = "ORCHESTRATOR_DB_AUTH";
    public const string ScopeName = "ORCHESTRATOR_DB_SCOPE";
    const string PublicCloud = "https://ossrdbms-aad.database.windows.net/.default";

    /// <returns>Null: the connection string has what is needed.</returns>
    /// <exception cref="InvalidOperationException">The setting is malformed.</exception>
    public static DatabaseIdentity? Read(IConfiguration configuration) => configuration[AuthName] switch
    {
        null or "" or "password" => null,
        "entra" => new DatabaseIdentity(configuration[ScopeName] is { Length: > 0 } scope ? scope : PublicCloud),
        var other => throw new InvalidOperationException($"{AuthName} must be password or entra, not \"{other}\""),
    };

    /// <summary>Asked anew every so often by the pool; Azure.Identity keeps a token until it runs out.</summary>
    public DatabasePassword PasswordBy(TokenCredential credential) => async cancellationToken =>
    {
        try
        {
            return (await credential.GetTokenAsync(new TokenRequestContext([Scope]), cancellationToken)).Token;
        }
        catch (AuthenticationFailedException e)
        {
            // To the driver, and so to callers, a failure of the way to the server: it passes.
            throw new IOException($"No token for PostgreSQL ({Scope})", e);
        }
    };
}
