using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orchestrator.Core.Access;
using Orchestrator.Gateway.Hosting;
using Orchestrator.Gateway.Identity;
using Orchestrator.Gateway.Security.ApiKeys;
using Orchestrator.Gateway.Security.Audit;
using Orchestrator.Gateway.Security.Tokens;

namespace Orchestrator.Gateway.Security;

static class SecurityServices
{
    // A page elsewhere can have its own name point to this machine; then it is the page's name that the browser sends.
    static readonly string[] LoopbackNames = ["localhost", "127.0.0.1", "[::1]"];
    static readonly TimeSpan HttpsOnlyFor = TimeSpan.FromDays(365);

    /// <exception cref="InvalidOperationException">A setting is not what it should be; the message names it.</exception>
    public static void AddGatewaySecurity(this WebApplicationBuilder builder, GatewaySettings gateway)
    {
        SecuritySettings settings = SecuritySettings.Read(builder.Configuration, gateway);
        IServiceCollection services = builder.Services;
        services.AddSingleton(settings);
        services.AddSingleton<CallAccess>();
        services.AddSingleton<CallRates>();
        services.AddSingleton<AuditTrail>();
        services.TryAddSingleton<ICallerIdentity, AdmittedCaller>();
        services.AddHttpContextAccessor();
        services.AddSingleton<IForeignNamespaces, CallersForeignNamespaces>();
        services.AddHsts(hsts => hsts.MaxAge = HttpsOnlyFor);
        if (settings.TakesKeys)
        {
            services.AddSingleton<KnownKeys>();
            services.AddSingleton<FailedAttempts>();
            services.AddSingleton<ICallerAuthenticator, ApiKeyAuthenticator>();
        }

        if (settings.Tokens is { } tokens)
        {
            services.AddTokens(tokens);
        }

        if (settings is { AsksNobody: true, OpenToOthers: false } && string.IsNullOrEmpty(builder.Configuration["AllowedHosts"]))
        {
            services.Configure<HostFilteringOptions>(filter => filter.AllowedHosts = LoopbackNames);
        }
    }

    /// <summary>What comes before routing.</summary>
    public static void UseGatewaySecurity(this WebApplication app)
    {
        if (app.Services.GetRequiredService<SecuritySettings>().OpenToOthers)
        {
            GatewayLog.OpenToEverybody(app.Logger);
        }

        if (TrustedProxies.Read(app.Configuration) is { } forwarded)
        {
            app.UseForwardedHeaders(forwarded);
        }

        app.UseHsts();
        app.UseSecurityHeaders();
    }
}
