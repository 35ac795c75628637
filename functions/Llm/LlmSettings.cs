using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Orchestrator.Functions.Llm;

/// <summary>Where completions come from: the <c>ORCHESTRATOR_LLM_*</c> settings.</summary>
/// <param name="Key">Null: no provider, answers are simulated.</param>
/// <param name="Timeout">Of one request, from sending to its last byte.</param>
/// <param name="SimulatedLatency">How long a simulated answer takes.</param>
public sealed record LlmSettings(string? Key, Uri Endpoint, string Model, TimeSpan Timeout, TimeSpan SimulatedLatency)
{
    public static readonly Uri OpenAiEndpoint = new("https://api.openai.com/v1");

    /// <exception cref="InvalidOperationException">A setting is missing or malformed; the message names it.</exception>
    public static LlmSettings Read(IConfiguration configuration)
    {
        string? key = Text("KEY"), endpoint = Text("ENDPOINT"), model = Text("MODEL");
        if (key is null && endpoint is not null)
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

        return new LlmSettings(
            key, uri!, model ?? "", Seconds("TIMEOUT_SECONDS", 120, min: 0.001), Seconds("SIMULATED_SECONDS", 0, min: 0));

        string? Text(string name) => configuration[$"ORCHESTRATOR_LLM_{name}"] is { Length: > 0 } value ? value : null;

        TimeSpan Seconds(string name, double byDefault, double min) =>
            Text(name) is not { } text ? TimeSpan.FromSeconds(byDefault)
            : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)
                && seconds >= min && seconds <= 3600 ? TimeSpan.FromSeconds(seconds)
            : throw new InvalidOperationException($"ORCHESTRATOR_LLM_{name} must be {min} to 3600 seconds.");
    }

    /// <summary>Leaves the key out.</summary>
    public override string ToString() => $"{Endpoint} {Model}";
}
