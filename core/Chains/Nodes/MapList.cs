using System.Text.Json.Nodes;
using Orchestrator.Core.Chains.Expressions;
using Orchestrator.Core.Chains.Outputs;
using Orchestrator.Core.Execution;

namespace Orchestrator.Core.Chains.Nodes;

/// <summary>The list that a map node goes over.</summary>
public static class MapList
{
    /// <summary>Error type of a map whose parent's output has no list where it should be.</summary>
    public const string NoList = "map_source";

    public const int ItemsMax = 100_000;

    /// <returns>JSON of each element.</returns>
    /// <exception cref="PermanentTaskException"><see cref="NoList"/>: names node, parent and pointer.</exception>
    public static IReadOnlyList<string> Read(MapSource source, MapOptions options)
    {
        if (!source.HasSource)
        {
            throw Refuse(source, options, "there is no such parent");
        }

        JsonObject output = TaskOutput.ToDocument(source.Text, source.Structured, source.ErrorType, source.ErrorMessage);
        Found found = JsonPointer.TryParse(options.Pointer, out IReadOnlyList<string>? steps)
            ? JsonPointer.Walk(output, steps)
            : throw Refuse(source, options, "that is no JSON pointer");
        if (!found.IsFound)
        {
            throw Refuse(source, options, "its output has nothing there");
        }

        if (found.Value is not JsonArray items)
        {
            throw Refuse(source, options, "what is there is no list");
        }

        return items.Count <= ItemsMax
            ? [.. items.Select(item => item?.ToJsonString() ?? "null")]
            : throw Refuse(source, options, $"the list has {items.Count} elements, and a map takes {ItemsMax}");
    }

    static PermanentTaskException Refuse(MapSource source, MapOptions options, string problem) =>
        new(NoList, $"node {source.NodeKey}: map: {options.Source}{options.Pointer}: {problem}");
}
