using System.ClientModel;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using Orchestrator.Platform;
using ChatFinishReason = Microsoft.Extensions.AI.ChatFinishReason;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace Orchestrator.Functions.Llm;

/// <summary>
/// Any server that speaks OpenAI's chat completions. One call is one HTTP request: the library's own retries are off, and who
/// retries is the orchestrator.
/// </summary>
public sealed class OpenAiChatClient : IChatClient
{
    public const string Provider = "openai";
    readonly OpenAiClients _clients;
    readonly LlmSettings _settings;
    readonly TimeProvider _timeProvider;

    /// <param name="tokens">Where <see cref="LlmSettings.TokenScope"/> is set.</param>
    public OpenAiChatClient(LlmSettings settings, TimeProvider timeProvider, TokenSource? tokens = null)
    {
        _settings = settings;
        _timeProvider = timeProvider;
        _clients = new OpenAiClients(settings, tokens);
    }

    /// <exception cref="ModelCallException">Every failure, but the cancellation of the token.</exception>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ChatClient client = _clients.For(options?.ModelId ?? _settings.Model);
        try
        {
            ClientResult<ChatCompletion> result = await client.CompleteChatAsync(
                messages.Select(OpenAiMapping.ToOpenAi), OpenAiMapping.ToOpenAi(options), cancellationToken);
            return OpenAiMapping.ToResponse(result.Value);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw OpenAiErrors.Translate(e, _timeProvider.GetUtcNow());
        }
    }

    /// <exception cref="ModelCallException">Also when the stream ends without the provider having said that it is whole.</exception>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ChatClient client = _clients.For(options?.ModelId ?? _settings.Model);
        await using IAsyncEnumerator<StreamingChatCompletionUpdate> updates = client
            .CompleteChatStreamingAsync(messages.Select(OpenAiMapping.ToOpenAi), OpenAiMapping.ToOpenAi(options), cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        ChatFinishReason? finished = null;
        while (await MoveNextAsync())
        {
            ChatResponseUpdate update = OpenAiMapping.ToUpdate(updates.Current);
            finished = update.FinishReason ?? finished;
            yield return update;
        }

        if (finished is null)
        {
            throw OpenAiErrors.CutStream();
        }

        async Task<bool> MoveNextAsync()
        {
            try
            {
                return await updates.MoveNextAsync();
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                throw OpenAiErrors.Translate(e, _timeProvider.GetUtcNow());
            }
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata(Provider, _settings.Endpoint, _settings.Model)
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose()
    {
        // The library's pipeline holds a process-wide HttpClient.
    }
}
