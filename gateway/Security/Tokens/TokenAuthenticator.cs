using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Orchestrator.Gateway.Security.Tokens;

/// <summary>Callers by bearer token. ASP.NET Core's JwtBearer checks signature, issuer, audience and time; this reads what it found.</summary>
sealed class TokenAuthenticator(TokenSettings settings, IOptionsMonitor<JwtBearerOptions> options) : ICallerAuthenticator
{
    public string Asks => $"a token of {settings.Authority} as \"authorization: Bearer ...\"";

    public async ValueTask<Caller?> AuthenticateAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (!BearerCredential.HasToken(http.Request))
        {
            return null;
        }

        AuthenticateResult result = await http.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        if (result.Principal is { } principal)
        {
            return TokenCaller.Of(principal, settings.NamespaceClaim);
        }

        await CheckIssuerAsync(cancellationToken);
        throw new UnauthenticatedException("TOKEN_INVALID", $"The token is not valid here: {Describe(result.Failure)}.");
    }

    // Without the issuer's metadata every token looks forged; that is not the caller's fault. Once it was read it is at hand.
    async Task CheckIssuerAsync(CancellationToken cancellationToken)
    {
        try
        {
            await options.Get(JwtBearerDefaults.AuthenticationScheme).ConfigurationManager!.GetConfigurationAsync(cancellationToken);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or HttpRequestException)
        {
            throw new IdentityProviderUnavailableException(e);
        }
    }

    // The library's messages quote the token's parts.
    static string Describe(Exception? failure) => failure switch
    {
        SecurityTokenExpiredException => "it has expired",
        SecurityTokenNotYetValidException => "its time has not come",
        SecurityTokenInvalidAudienceException => "it is for another audience",
        SecurityTokenInvalidIssuerException => "it is by another issuer",
        SecurityTokenInvalidSignatureException => "its signature does not fit",
        SecurityTokenInvalidAlgorithmException => "its algorithm is not taken",
        _ => "it cannot be verified",
    };
}
