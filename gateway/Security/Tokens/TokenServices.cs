using Microsoft.IdentityModel.Tokens;

namespace Orchestrator.Gateway.Security.Tokens;

static class TokenServices
{
    // Keys of the issuer are asymmetric; naming the algorithms shuts out "none" and public keys taken for secrets.
    static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    public static void AddTokens(this IServiceCollection services, TokenSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<ICallerAuthenticator, TokenAuthenticator>();
        services.AddAuthentication().AddJwtBearer(options =>
        {
            options.Authority = settings.Authority.AbsoluteUri;
            options.RequireHttpsMetadata = !settings.Authority.IsLoopback;
            options.MapInboundClaims = false;
            options.TokenValidationParameters = new TokenValidationParameters
            {
                ValidAudiences = settings.Audiences,
                ValidIssuers = settings.Issuers,
                ValidAlgorithms = Algorithms,
                RequireSignedTokens = true,
                RequireExpirationTime = true,
                ClockSkew = TimeSpan.FromMinutes(1),
            };
        });
    }
}
