using System.Text.Json.Nodes;

namespace Orchestrator.Core.Chains.Definitions;

/// <summary>A definition without mistakes.</summary>
public sealed record CheckedDefinition(ChainDefinition Source, IReadOnlyList<CheckedNode> Nodes);

/// <param name="Parameters">Checked as far as they hold no placeholders.</param>
/// <param name="Options">Of its kind: <c>docs/schema.md</c>, node_options; of a sub-chain without the template's id.</param>
public sealed record CheckedNode(
    ChainNode Source, NodeKind Kind, string Handler, string? Prompt, JsonObject Parameters, JsonObject Options, int MaxRetries)
{
    public string Key => Source.Key;

    public string Name => Source.Name.Length == 0 ? Source.Key : Source.Name;

    /// <summary>The template of a sub-chain as it was written; null: it is none.</summary>
    public string? SubChain => (Source.Work as NodeWork.SubChain)?.Template;
}
