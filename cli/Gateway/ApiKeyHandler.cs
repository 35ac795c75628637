using System.Net.Http.Headers;

namespace Orchestrator.Cli.Gateway;

/// <summary>Sends the caller's key, or token, with every call.</summary>
internal sealed class ApiKeyHandler(string key, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return base.SendAsync(request, cancellationToken);
    }
}
