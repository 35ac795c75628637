using System.Text.Json.Nodes;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Templates;

/// <summary>What changed between two definitions in their canonical form; nodes and parents are told by their keys, not their places.</summary>
public static class TemplateDifference
{
    /// <returns>In the order of the paths; the version itself is no difference.</returns>
    public static IReadOnlyList<JsonDifference> Find(JsonObject from, JsonObject to)
    {
        JsonDifference[] found = [.. JsonDifference.Find(ByKeys(from), ByKeys(to)).Where(d => d.Path != "version")];
        JsonArray before = KeysOf(from);
        JsonArray after = KeysOf(to);
        bool isReordered = before.ToJsonString() != after.ToJsonString()
            && before.Select(k => k!.GetValue<string>()).Order(StringComparer.Ordinal).SequenceEqual(after.Select(k => k!.GetValue<string>()).Order(StringComparer.Ordinal));
        return isReordered ? [.. found, new JsonDifference("nodes", before, after, IsAdded: false, IsRemoved: false)] : found;
    }

    static JsonArray KeysOf(JsonObject definition) =>
        new([.. (definition["nodes"] as JsonArray ?? []).Select(node => node!["key"]!.DeepClone())]);

    static JsonObject ByKeys(JsonObject definition)
    {
        var keyed = definition.DeepClone().AsObject();
        keyed["nodes"] = ByKey(keyed["nodes"], "key");
        foreach ((_, JsonNode? node) in keyed["nodes"]!.AsObject())
        {
            if (node!["after"] is { } after)
            {
                node["after"] = ByKey(after, "parent");
            }
        }

        return keyed;
    }

    static JsonObject ByKey(JsonNode? list, string key) => new((list as JsonArray ?? []).Select(item =>
    {
        var entry = item!.DeepClone().AsObject();
        string name = entry[key]!.GetValue<string>();
        entry.Remove(key);
        return KeyValuePair.Create(name, (JsonNode?)entry);
    }));
}
