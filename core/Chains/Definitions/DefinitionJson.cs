using System.Text.Json.Nodes;

namespace Orchestrator.Core.Chains.Definitions;

/// <summary>
/// Writes a definition as JSON, in the format of templates (<c>docs/templates.md</c>): one text for definitions that mean the same, but for
/// the order of nodes and parents, which counts. What has its default is left out.
/// </summary>
public static class DefinitionJson
{
    public static JsonObject Write(CheckedDefinition definition)
    {
        var json = new JsonObject();
        if (definition.Source.MaxParallel is { } maxParallel)
        {
            json["max_parallel"] = maxParallel;
        }

        if (definition.Source.OnFailure != FailurePolicy.FailFast)
        {
            json["on_failure"] = ChainWords.Of(definition.Source.OnFailure);
        }

        json["nodes"] = new JsonArray([.. definition.Nodes.Select(WriteNode)]);
        return json;
    }

    static JsonObject WriteNode(CheckedNode node)
    {
        var json = new JsonObject { ["key"] = node.Key };
        if (node.Name != node.Key)
        {
            json["name"] = node.Name;
        }

        WriteWork(json, node);
        if (node.Source.Map is { } map)
        {
            json["map"] = WriteMap(map);
        }

        if (node.Source.After.Count > 0)
        {
            json["after"] = new JsonArray([.. node.Source.After.Select(WriteEdge)]);
        }

        if (node.Source.Priority != Tasks.ExecutionPriority.Normal)
        {
            json["priority"] = ChainWords.Of(node.Source.Priority);
        }

        if (node.Source.MaxRetries is { } maxRetries)
        {
            json["max_retries"] = maxRetries;
        }

        if (node.Source.Skippable)
        {
            json["skippable"] = true;
        }

        return json;
    }

    static void WriteWork(JsonObject json, CheckedNode node)
    {
        switch (node.Kind)
        {
            case NodeKind.Approval:
                json["approval"] = node.Options.DeepClone();
                break;
            case NodeKind.SubChain:
                json["sub_chain"] = node.Options.DeepClone();
                break;
            default:
                json["handler"] = node.Handler;
                if (node.Prompt is { } prompt)
                {
                    json["prompt"] = prompt;
                }

                if (node.Parameters.Count > 0)
                {
                    json["parameters"] = node.Parameters.DeepClone();
                }

                break;
        }
    }

    static JsonObject WriteMap(MapOver map)
    {
        var json = new JsonObject { ["parent"] = map.Parent, ["pointer"] = map.Pointer };
        if (map.MaxParallel is { } maxParallel)
        {
            json["max_parallel"] = maxParallel;
        }

        if (map.FailuresMax > 0)
        {
            json["failures_max"] = map.FailuresMax;
        }

        return json;
    }

    static JsonNode WriteEdge(ChainEdge edge)
    {
        var json = new JsonObject { ["parent"] = edge.Parent };
        if (edge.Condition != EdgeCondition.OnSuccess)
        {
            json["when"] = edge.Condition == EdgeCondition.Expression ? edge.Expression : ChainWords.Of(edge.Condition);
        }

        if (edge.OutputMapping.Count > 0)
        {
            json["map"] = new JsonObject(edge.OutputMapping.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value)));
        }

        return json;
    }
}
