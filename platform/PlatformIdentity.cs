using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Orchestrator.Platform;

/// <summary>
/// Who this process is to Azure: <see cref="DefaultAzureCredential"/>, so the managed identity there and the developer's sign-in on a
/// laptop. It is made when a setting first asks for a token, so who sets none needs no Azure.
/// </summary>
public static class PlatformIdentity
{
    /// <exception cref="InvalidOperationException">A setting is malformed; the message names it.</exception>
    public static IServiceCollection AddPlatformIdentity(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton<TokenCredential>(_ => CreateCredential());
        if (DatabaseIdentity.Read(configuration) is { } database)
        {
            services.AddSingleton(provider => database.PasswordBy(provider.GetRequiredService<TokenCredential>()));
        }

        return services;
    }

    /// <summary>Which identity of several: Azure.Identity's own settings, such as <c>AZURE_CLIENT_ID</c>.</summary>
    public static TokenCredential CreateCredential() =>
        new DefaultAzureCredential(new DefaultAzureCredentialOptions { ExcludeInteractiveBrowserCredential = true });
}
