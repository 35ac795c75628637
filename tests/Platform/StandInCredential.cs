using Azure.Core;
using Azure.Identity;

namespace Orchestrator.Platform.Tests;

/// <summary>Stands in for Entra: gives the tokens that it is told to give. Azure itself is not reached.</summary>
sealed class StandInCredential(Func<AccessToken> token) : TokenCredential
{
    public List<string> Scopes { get; } = [];

    public static AuthenticationFailedException OutOfOrder => new("the stand-in was told to fail");

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Scopes.AddRange(requestContext.Scopes);
        return token();
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}
