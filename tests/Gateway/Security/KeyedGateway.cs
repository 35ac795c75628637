using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Core.Access;
using Orchestrator.Gateway.Tests.Hosting;

namespace Orchestrator.Gateway.Tests.Security;

/// <summary>A gateway that asks for API keys, without a limit of requests.</summary>
public sealed class KeyedGateway : IAsyncLifetime
{
    public GatewayHost Gateway { get; private set; } = null!;

    public async Task InitializeAsync() => Gateway = await GatewayHost.StartAsync(
        services: null, ("ORCHESTRATOR_AUTH", "api-key"), ("ORCHESTRATOR_REQUESTS_PER_MINUTE", "0"));

    public async Task DisposeAsync() => await Gateway.DisposeAsync();

    /// <summary>A client with a new key, over HTTP/2.</summary>
    public async Task<CallInvoker> ClientAsync(Permission permissions, params string[] namespaces) =>
        With(Gateway, await KeyAsync(Gateway, permissions, namespaces));

    /// <returns>The RPC's endpoint is there; else the call is UNIMPLEMENTED before anybody asks who calls.</returns>
    public bool IsServed(string path) => Gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>().Any(endpoint => endpoint.RoutePattern.RawText == path);

    internal static CallInvoker With(GatewayHost gateway, string key, bool web = false) =>
        (web ? gateway.CreateWebChannel() : gateway.CreateH2cChannel()).Intercept(metadata =>
        {
            metadata.Add("authorization", $"Bearer {key}");
            return metadata;
        });

    internal static async Task<string> KeyAsync(
        GatewayHost gateway, Permission permissions, string[] namespaces, string name = "test", int? rate = null, DateTimeOffset? expires = null)
    {
        (string key, ApiKeyText text) = ApiKeyText.Create();
        await gateway.Services.GetRequiredService<IApiKeyStore>().AddAsync(
            new NewApiKey(name, namespaces, permissions, rate, expires, "tests"), text, CancellationToken.None);
        return key;
    }
}
