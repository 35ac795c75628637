using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;

namespace Orchestrator.Functions.Llm;

/// <summary>
/// Answers without a model: the same prompt, the same text, and the word <c>simulated</c> in provider, model and text. For trying
/// the system out without a key.
/// </summary>
/// <param name="latency">How long each answer takes.</param>
public sealed class SimulatedChatClient(TimeProvider timeProvider, TimeSpan latency) : IChatClient
{
    public const string Provider = "simulated";
    public const string Model = "simulated-1";
    const int ExcerptMax = 60;
    const int CharactersPerToken = 4;

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        await Task.Delay(latency, timeProvider, cancellationToken);
        string prompt = string.Join('\n', messages.Select(m => m.Text));
        string text = Answer(prompt);
        int textMax = (options?.MaxOutputTokens ?? int.MaxValue / CharactersPerToken) * CharactersPerToken;
        bool cut = text.Length > textMax;
        text = cut ? text[..textMax] : text;
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, text))
        {
            ModelId = options?.ModelId is { } model && model != Model ? $"{Provider}:{model}" : Model,
            FinishReason = cut ? ChatFinishReason.Length : ChatFinishReason.Stop,
            Usage = new UsageDetails { InputTokenCount = TokensOf(prompt), OutputTokenCount = TokensOf(text), CachedInputTokenCount = 0 },
        };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ChatResponse response = await GetResponseAsync(messages, options, cancellationToken);
        foreach (ChatResponseUpdate update in response.ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata(Provider, providerUri: null, Model)
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose()
    {
        // Holds nothing.
    }

    static string Answer(string prompt)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(prompt)))[..8];
        string line = prompt.ReplaceLineEndings(" ");
        string excerpt = line.Length <= ExcerptMax ? line : line[..ExcerptMax] + "...";
        return $"[simulated] Answer {hash} to \"{excerpt}\". No model was called: set ORCHESTRATOR_LLM_KEY to use one.";
    }

    static int TokensOf(string text) => (text.Length + CharactersPerToken - 1) / CharactersPerToken;
}
