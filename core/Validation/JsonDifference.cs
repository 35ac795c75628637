using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Core.Validation;

/// <summary>A place where two JSON documents differ.</summary>
/// <param name="Path">Names joined by dots; <c>[2]</c> for an element.</param>
/// <param name="From">Null with <paramref name="IsAdded"/>, or when it is JSON's null.</param>
/// <param name="IsAdded">The first document has nothing there.</param>
/// <param name="IsRemoved">The second document has nothing there.</param>
public sealed record JsonDifference(string Path, JsonNode? From, JsonNode? To, bool IsAdded, bool IsRemoved)
{
    /// <summary>In the order of the names, the deepest places that differ. Lists of different lengths differ as a whole.</summary>
    public static IEnumerable<JsonDifference> Find(JsonNode? from, JsonNode? to) => Find("", from, to);

    static IEnumerable<JsonDifference> Find(string path, JsonNode? from, JsonNode? to) => (from, to) switch
    {
        (JsonObject left, JsonObject right) => left.Select(p => p.Key).Union(right.Select(p => p.Key)).Order(StringComparer.Ordinal)
            .SelectMany(name => FindMember(path.Length == 0 ? name : $"{path}.{name}", name, left, right)),
        (JsonArray left, JsonArray right) when left.Count == right.Count =>
            Enumerable.Range(0, left.Count).SelectMany(i => Find($"{path}[{i}]", left[i], right[i])),
        _ => IsSame(from, to) ? [] : [new JsonDifference(path, from, to, IsAdded: false, IsRemoved: false)],
    };

    static IEnumerable<JsonDifference> FindMember(string path, string name, JsonObject left, JsonObject right) =>
        !left.TryGetPropertyValue(name, out JsonNode? from) ? [new JsonDifference(path, null, right[name], IsAdded: true, IsRemoved: false)]
        : !right.TryGetPropertyValue(name, out JsonNode? to) ? [new JsonDifference(path, from, null, IsAdded: false, IsRemoved: true)]
        : Find(path, from, to);

    static bool IsSame(JsonNode? from, JsonNode? to) =>
        from is null || to is null ? from is null && to is null
        : from.GetValueKind() == to.GetValueKind() && (from.GetValueKind() is JsonValueKind.True or JsonValueKind.False
            || CanonicalJson.Write(from) == CanonicalJson.Write(to));
}
