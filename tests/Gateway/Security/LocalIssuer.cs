using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Orchestrator.Gateway.Tests.Security;

/// <summary>Stands in for Entra: signs tokens with a key of its own and serves its OpenID metadata on loopback.</summary>
sealed class LocalIssuer : IAsyncDisposable
{
    public const string Audience = "api://orchestrator-tests";
    readonly RSA _rsa = RSA.Create(2048);
    readonly WebApplication _app;

    LocalIssuer(WebApplication app) => _app = app;

    /// <summary>How the metadata is answered; 500: the issuer is out of order.</summary>
    public int Answer { get; set; } = StatusCodes.Status200OK;

    public string Authority => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    RsaSecurityKey Key => new(_rsa) { KeyId = "key-1" };

    public static async Task<LocalIssuer> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        var issuer = new LocalIssuer(app);
        app.MapGet("/.well-known/openid-configuration", () => issuer.Answer == StatusCodes.Status200OK
            ? Results.Json(new { issuer = issuer.Authority, jwks_uri = $"{issuer.Authority}/keys" })
            : Results.StatusCode(issuer.Answer));
        app.MapGet("/keys", () =>
        {
            RSAParameters key = issuer._rsa.ExportParameters(includePrivateParameters: false);
            return Results.Json(new
            {
                keys = new[]
                {
                    new { kty = "RSA", use = "sig", kid = "key-1", n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) },
                },
            });
        });
        await app.StartAsync();
        return issuer;
    }

    /// <summary>A token for the next hour, as it should be but for what the arguments say.</summary>
    public string Sign(
        IEnumerable<KeyValuePair<string, object>> claims,
        string? audience = null,
        string? issuer = null,
        TimeSpan? age = null,
        SecurityKey? key = null,
        string algorithm = SecurityAlgorithms.RsaSha256)
    {
        DateTime from = DateTime.UtcNow - (age ?? TimeSpan.Zero);
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Authority,
            Audience = audience ?? Audience,
            NotBefore = from,
            IssuedAt = from,
            Expires = from.AddHours(1),
            Claims = claims.ToDictionary(),
            SigningCredentials = new SigningCredentials(key ?? Key, algorithm),
        });
    }

    /// <summary>The public key's text as a shared secret: the classic forgery.</summary>
    public SymmetricSecurityKey PublicKeyAsSecret() => new(_rsa.ExportSubjectPublicKeyInfo()) { KeyId = "key-1" };

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _rsa.Dispose();
    }
}
