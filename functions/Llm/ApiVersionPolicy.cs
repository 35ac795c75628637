using System.ClientModel.Primitives;

namespace Orchestrator.Functions.Llm;

/// <summary>Adds Azure OpenAI's <c>api-version</c> to the address.</summary>
sealed class ApiVersionPolicy(string version) : PipelinePolicy
{
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        Add(message.Request);
        ProcessNext(message, pipeline, currentIndex);
    }

    public override async ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        Add(message.Request);
        await ProcessNextAsync(message, pipeline, currentIndex);
    }

    void Add(PipelineRequest request)
    {
        var address = new UriBuilder(request.Uri!);
        string added = $"api-version={Uri.EscapeDataString(version)}";
        address.Query = address.Query.Length > 1 ? $"{address.Query[1..]}&{added}" : added;
        request.Uri = address.Uri;
    }
}
