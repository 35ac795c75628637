using System.Text.Json.Nodes;

namespace Orchestrator.Core.Chains.Expressions;

/// <summary>What a look-up in a JSON document came to. A JSON null is found, with value null.</summary>
public readonly record struct Found(bool IsFound, JsonNode? Value);
