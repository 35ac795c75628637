using System.Text.Json;

namespace Orchestrator.Infra.Tests.Bicep;

/// <summary>Reads a predicted resource.</summary>
static class Resources
{
    public static string Type(this JsonElement resource) => resource.GetProperty("type").GetString()!;

    /// <summary>Type and name, for messages.</summary>
    public static string Title(this JsonElement resource) =>
        $"{resource.Type()} {(resource.TryGetProperty("name", out JsonElement name) ? name.GetString() : "?")}";

    /// <returns>Null where the path leads to nothing.</returns>
    public static string? Text(this JsonElement resource, params IReadOnlyList<string> path) => resource.Find(path) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } other => other.GetRawText(),
        null => null,
    };

    public static JsonElement? Find(this JsonElement resource, params IReadOnlyList<string> path)
    {
        JsonElement here = resource;
        foreach (string name in path)
        {
            if (here.ValueKind != JsonValueKind.Object || !here.TryGetProperty(name, out here))
            {
                return null;
            }
        }

        return here;
    }

    public static JsonElement Only(this IEnumerable<JsonElement> resources, string type) => resources.Single(resource => resource.Type() == type);
}
