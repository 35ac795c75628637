using System.Text.Json.Nodes;
using Orchestrator.Core.Chains.Storage;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Chains.Creation;

/// <summary>Says in which field a request differs from the chain that its idempotency key already has.</summary>
public static class ChainDifference
{
    static readonly string[] OfDefinition = ["nodes", "max_parallel", "on_failure"];

    /// <returns>Path of the first differing field, as the client wrote it; nodes by their keys.</returns>
    public static string Find(NewChain requested, ChainContent existing)
    {
        string path = JsonDifference.Find(existing.Json, ContentOf(requested)).FirstOrDefault()?.Path ?? "definition";
        return OfDefinition.Contains(path.Split('.')[0]) ? $"definition.{path}" : path;
    }

    static JsonObject ContentOf(NewChain chain)
    {
        var keyOf = chain.Tasks.ToDictionary(t => t.Id, t => t.NodeKey);
        ILookup<Guid, NewChainEdge> parents = chain.Edges.ToLookup(e => e.ChildTaskId);
        return new JsonObject
        {
            ["name"] = chain.Name,
            ["description"] = chain.Description,
            ["input"] = chain.Context.DeepClone(),
            ["bypass"] = new JsonArray([.. chain.Bypass.Distinct().Order(StringComparer.Ordinal).Select(key => JsonValue.Create(key))]),
            ["initiator"] = chain.Initiator,
            ["source_system"] = chain.SourceSystem,
            ["max_parallel"] = chain.MaxParallel,
            ["on_failure"] = chain.ContinueOnFailure ? "continue" : "fail_fast",
            ["nodes"] = new JsonObject(chain.Tasks.Select(task =>
                KeyValuePair.Create(task.NodeKey, (JsonNode?)ContentOf(task, parents[task.Id], keyOf)))),
        };
    }

    static JsonObject ContentOf(NewChainTask task, IEnumerable<NewChainEdge> parents, Dictionary<Guid, string> keyOf) => new()
    {
        ["name"] = task.Name,
        ["handler"] = task.Handler,
        ["prompt"] = task.Prompt,
        ["parameters"] = task.Parameters.DeepClone(),
        ["options"] = task.Options.DeepClone(),
        ["priority"] = ChainWords.Of(task.Priority),
        ["max_retries"] = task.MaxRetries,
        ["skippable"] = task.Skippable,
        ["after"] = new JsonObject(parents.Select(edge => KeyValuePair.Create(keyOf[edge.ParentTaskId], (JsonNode?)new JsonObject
        {
            ["condition"] = ChainWords.Of(edge.Condition),
            ["expression"] = edge.Expression,
            ["output_mapping"] = edge.OutputMapping.DeepClone(),
        }))),
    };
}

/// <summary>What a stored chain was made from, in the form that <see cref="ChainDifference"/> compares.</summary>
public sealed record ChainContent(JsonObject Json);
