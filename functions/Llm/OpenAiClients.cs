using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Chat;
using Orchestrator.Platform;

namespace Orchestrator.Functions.Llm;

/// <summary>
/// The library's client for a model, with the key or token that the endpoint asks for. Where an API version is set the endpoint is
/// Azure OpenAI's older form, <c>{endpoint}/openai/deployments/{model}/chat/completions?api-version=...</c>; without one it is
/// OpenAI's own, which Azure speaks at <c>{endpoint}/openai/v1</c> too.
/// </summary>
sealed class OpenAiClients(LlmSettings settings, TokenSource? tokens)
{
    readonly AuthenticationPolicy _authentication = AuthenticationOf(settings, tokens);

    public ChatClient For(string model)
    {
        var options = new OpenAIClientOptions
        {
            Endpoint = settings.Endpoint,
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = settings.Timeout,
        };
        if (settings.ApiVersion is { } version)
        {
            options.Endpoint = new Uri($"{settings.Endpoint.AbsoluteUri.TrimEnd('/')}/openai/deployments/{Uri.EscapeDataString(model)}");
            options.AddPolicy(new ApiVersionPolicy(version), PipelinePosition.PerCall);
        }

#pragma warning disable OPENAI001 // the library's own way for Entra tokens, and the only one; its signature may yet change
        return new ChatClient(model, _authentication, options);
#pragma warning restore OPENAI001
    }

    static AuthenticationPolicy AuthenticationOf(LlmSettings settings, TokenSource? tokens)
    {
        if (settings.TokenScope is not null)
        {
            return new TokenPolicy(tokens ?? throw new ArgumentNullException(nameof(tokens), "tokens are set up, and there is no source of them"));
        }

        var key = new ApiKeyCredential(settings.Key ?? throw new ArgumentException("A key or a token is needed.", nameof(settings)));
        return settings.ApiVersion is null
            ? ApiKeyAuthenticationPolicy.CreateBearerAuthorizationPolicy(key)
            : ApiKeyAuthenticationPolicy.CreateHeaderApiKeyPolicy(key, "api-key");
    }
}
