using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Orchestrator.Functions.Llm;

/// <summary>Where completions come from: the <c>ORCHESTRATOR_LLM_*</c> settings.</summary>
/// <param name="Key">Null: an Entra token is sent (<see cref="TokenScope"/>), or there is no provider and answers are simulated.</param>
/// <param name="Timeout">Of one request, from sending to its last byte.</param>
/// <param name="SimulatedLatency">How long a simulated answer takes.</param>
public sealed record LlmSettings(string? Key, Uri Endpoint, string Model, TimeSpan Timeout, TimeSpan SimulatedLatency)
{
    public static readonly Uri OpenAiEndpoint = new("https://api.openai.com/v1");
    const string AzureOpenAi = "https://cognitiveservices.azure.com/.default";

    /// <summary><c>ORCHESTRATOR_LLM_AUTH=entra</c>: the scope of the token that is sent instead of a key.</summary>
    public string? TokenScope { get; init; }

    /// <summary><c>ORCHESTRATOR_LLM_API_VERSION</c>: the endpoint is Azure OpenAI's older form.</summary>
    public string? ApiVersion { get; init; }

    public bool IsSimulated => Key is null && TokenScope is null;

    /// <exception cref="InvalidOperationException">A setting is missing or malformed; the message names it.</exception>
    public static LlmSettings Read(IConfiguration configuration)
    {
        string? key = Text("ORCHESTRATOR_LLM_KEY");
        string? endpoint = Text("ORCHESTRATOR_LLM_ENDPOINT");
        string? model = Text("ORCHESTRATOR_LLM_MODEL");
        bool entra = Text("ORCHESTRATOR_LLM_AUTH") switch
        {
            null or "key" => false,
            "entra" => true,
            var other => throw new InvalidOperationException($"ORCHESTRATOR_LLM_AUTH must be key or entra, not \"{other}\"."),
        };
        if (entra && (endpoint is null || model is null))
        {
            throw new InvalidOperationException("ORCHESTRATOR_LLM_AUTH=entra needs ORCHESTRATOR_LLM_ENDPOINT and ORCHESTRATOR_LLM_MODEL.");
        }

        if (key is null && endpoint is not null && !entra)
        {
            throw new InvalidOperationException(
                "ORCHESTRATOR_LLM_ENDPOINT is set without ORCHESTRATOR_LLM_KEY: answers would be simulated. A server that needs no key takes any.");
        }

        if (key is not null && model is null)
        {
            throw new InvalidOperationException("ORCHESTRATOR_LLM_KEY is set without ORCHESTRATOR_LLM_MODEL.");
        }

        Uri? uri = OpenAiEndpoint;
        if (endpoint is not null && !(Uri.TryCreate(endpoint, UriKind.Absolute, out uri) && uri.Scheme is "http" or "https"))
        {
            throw new InvalidOperationException("ORCHESTRATOR_LLM_ENDPOINT must be an http or https address.");
        }

        if (entra && uri!.Scheme != Uri.UriSchemeHttps && !uri.IsLoopback)
        {
            throw new InvalidOperationException("ORCHESTRATOR_LLM_ENDPOINT must be https where a token is sent to it.");
        }

        if (Text("ORCHESTRATOR_LLM_API_VERSION") is not null && endpoint is null)
        {
            throw new InvalidOperationException("ORCHESTRATOR_LLM_API_VERSION is Azure OpenAI's: ORCHESTRATOR_LLM_ENDPOINT must name it.");
        }

        return new LlmSettings(
            entra ? null : key,
            uri!,
            model ?? "",
            Seconds("ORCHESTRATOR_LLM_TIMEOUT_SECONDS", 120, min: 0.001),
            Seconds("ORCHESTRATOR_LLM_SIMULATED_SECONDS", 0, min: 0))
        {
            TokenScope = entra ? Text("ORCHESTRATOR_LLM_SCOPE") ?? AzureOpenAi : null,
            ApiVersion = Text("ORCHESTRATOR_LLM_API_VERSION"),
        };

        string? Text(string name) => configuration[name] is { Length: > 0 } value ? value : null;

        TimeSpan Seconds(string name, double byDefault, double min) =>
            Text(name) is not { } text ? TimeSpan.FromSeconds(byDefault)
            : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)
                && seconds >= min && seconds <= 3600 ? TimeSpan.FromSeconds(seconds)
            : throw new InvalidOperationException($"{name} must be {min} to 3600 seconds.");
    }

    /// <summary>Leaves the key out.</summary>
    public override string ToString() => $"{Endpoint} {Model}";
}
