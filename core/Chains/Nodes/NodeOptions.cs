using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Core.Chains.Nodes;

/// <summary>What an approval node waits for (<c>tasks.node_options</c>).</summary>
/// <param name="Message">Shown to who decides.</param>
/// <param name="TimeoutSeconds">Null: no limit.</param>
/// <param name="OnTimeout"><c>approve</c> or <c>reject</c>; null: reject.</param>
public sealed record ApprovalOptions(string Message = "", double? TimeoutSeconds = null, string? OnTimeout = null)
{
    const string Approve = "approve";

    public bool ApprovesOnTimeout => OnTimeout == Approve;

    public TimeSpan? Timeout => TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
}

/// <summary>What a map node goes over.</summary>
/// <param name="Source">Key of the parent whose output holds the list.</param>
/// <param name="Pointer">JSON pointer into that output.</param>
/// <param name="FailuresMax">Items that may fail before the node does.</param>
public sealed record MapOptions(string Source = "", string Pointer = "", int? MaxParallel = null, int FailuresMax = 0)
{
    public const int MaxParallelDefault = 32;

    public int Parallel => Math.Max(1, MaxParallel ?? MaxParallelDefault);
}

/// <summary>Which template a sub-chain node is made from.</summary>
/// <param name="Template"><c>namespace/name@version</c>.</param>
/// <param name="Input">The template's input; placeholders in texts are filled.</param>
public sealed record SubChainOptions(Guid? TemplateId = null, string Template = "", JsonObject? Input = null);

/// <summary>Reads <c>tasks.node_options</c>; what it does not know is ignored.</summary>
public static class NodeOptions
{
    static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <param name="json">A JSON object.</param>
    public static T Read<T>(string json)
        where T : class => JsonSerializer.Deserialize<T>(json, Format)!;
}
