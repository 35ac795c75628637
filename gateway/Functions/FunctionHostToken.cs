using System.Net.Http.Headers;
using Azure.Identity;
using Orchestrator.Platform;

namespace Orchestrator.Gateway.Functions;

/// <summary>
/// Sends an Entra token with every call to the function app, for its platform's authentication. Where there is none to be had, the key
/// goes alone; without a key either the call fails as if the host were away, and tasks wait.
/// </summary>
sealed class FunctionHostToken(TokenSource tokens, FunctionHostSettings settings, ILogger<FunctionHostToken> logger) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.GetAsync(cancellationToken));
        }
        catch (AuthenticationFailedException e)
        {
            GatewayLog.NoTokenForFunctions(logger, e, settings.Scope!);
            if (settings.Key is null)
            {
                throw new HttpRequestException("no Entra token for the function host", e);
            }
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
