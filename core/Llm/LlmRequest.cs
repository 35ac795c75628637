using System.Security.Cryptography;
using System.Text.Json;

namespace Orchestrator.Core.Llm;

/// <summary>One request to a model, as far as its answer depends on it.</summary>
/// <param name="Provider">E.g. <c>openai</c> or <c>simulated</c>.</param>
public sealed record LlmRequest(
    string Provider, string Model, string? SystemPrompt, string Prompt, double? Temperature, int? MaxOutputTokens)
{
    /// <returns>SHA-256 over the request as JSON, lower-case hex: the same request, the same text.</returns>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this)));

    /// <summary>Leaves the prompts out: a request may end up in a log.</summary>
    public override string ToString() => $"{Provider}/{Model}, {Prompt.Length} characters";
}
