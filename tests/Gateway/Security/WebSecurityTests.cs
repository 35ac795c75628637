using System.Net;
using Orchestrator.Core.Access;
using Orchestrator.Gateway.Tests.Hosting;

namespace Orchestrator.Gateway.Tests.Security;

/// <summary>What browsers are told, and what they may send.</summary>
public sealed class WebSecurityTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    static readonly HttpClient Http = new();

    [Fact]
    public async Task Page_HasTheHeadersThatKeepOthersOut()
    {
        using HttpResponseMessage response = await Http.GetAsync(new Uri(gateway.Http, "/health/live"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("DENY", Assert.Single(response.Headers.GetValues("X-Frame-Options")));
        Assert.Contains("frame-ancestors 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Request_ForAHostOfAnotherName_IsRefusedWhereNobodyIsAsked()
    {
        // A page of evil.example whose name was made to point to 127.0.0.1 sends its own name.
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway.Http, "/health/live"));
        request.Headers.Host = "evil.example";
        using HttpResponseMessage response = await Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("https://page.example", true)]
    [InlineData("https://other.example", false)]
    public async Task Preflight_ForACallWithAKey_IsAllowedForTheSetOrigins(string origin, bool allowed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, new Uri(gateway.Http, "/orchestrator.v1.TaskService/ListTasks"));
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,x-api-key,x-grpc-web");
        using HttpResponseMessage response = await Http.SendAsync(request);
        Assert.Equal(allowed, response.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData("127.0.0.1", "https", true)]
    [InlineData("127.0.0.1", "http", false)]
    [InlineData("10.0.0.1", "https", false)]
    [InlineData("", "https", false)]
    public async Task Page_BehindAnIngressWithTls_IsForHttpsFromThenOnIfTheIngressIsTrusted(string proxies, string scheme, bool strict)
    {
        await using GatewayHost behind = await GatewayHost.StartAsync(
            services: null, ("ORCHESTRATOR_TRUSTED_PROXIES", proxies), ("ORCHESTRATOR_AUTH", "api-key"));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(behind.Http, "/health/live"));
        request.Headers.Host = "orchestrator.example";
        request.Headers.Add("X-Forwarded-Proto", scheme);
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        using HttpResponseMessage response = await Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(strict, response.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task GrpcWebAnswer_HasNoHeadersForPages()
    {
        await using GatewayHost keyed = await GatewayHost.StartAsync(services: null, ("ORCHESTRATOR_AUTH", "api-key"));
        string key = await KeyedGateway.KeyAsync(keyed, Permission.Read, ["default"]);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(keyed.Http, "/orchestrator.v1.TaskService/ListTasks"))
        {
            Content = new ByteArrayContent([0, 0, 0, 0, 0]),
        };
        request.Content.Headers.ContentType = new("application/grpc-web+proto");
        request.Headers.Add("x-api-key", key);
        using HttpResponseMessage response = await Http.SendAsync(request);
        Assert.StartsWith("application/grpc-web", response.Content.Headers.ContentType!.MediaType, StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Content-Security-Policy"));
    }
}
