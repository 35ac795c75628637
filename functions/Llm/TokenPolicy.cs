using System.ClientModel.Primitives;
using Orchestrator.Platform;

namespace Orchestrator.Functions.Llm;

/// <summary>Sends an Entra token; <see cref="LlmSettings"/> sees to it that the endpoint is https, or on this machine.</summary>
sealed class TokenPolicy(TokenSource tokens) : AuthenticationPolicy
{
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
        throw new NotSupportedException("every call is asynchronous");

    public override async ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        message.Request.Headers.Set("Authorization", $"Bearer {await tokens.GetAsync(message.CancellationToken)}");
        await ProcessNextAsync(message, pipeline, currentIndex);
    }
}
