using System.Text.Json.Nodes;
using NJsonSchema;
using NJsonSchema.Validation;

namespace Orchestrator.Core.Validation;

/// <summary>Checks a value against a stored JSON schema.</summary>
public static class JsonSchemaText
{
    /// <param name="field">The value's name; what is inside is named after it: <c>value.score</c>.</param>
    /// <param name="schema">JSON object; an empty one takes everything.</param>
    public static async Task CheckAsync(
        Violations violations, string field, string schema, JsonNode? value, CancellationToken cancellationToken)
    {
        JsonSchema read = await JsonSchema.FromJsonAsync(schema, cancellationToken);
        foreach (ValidationError error in read.Validate(value?.ToJsonString() ?? "null"))
        {
            violations.Add(PathOf(field, error), SchemaProblem.Describe(error));
        }
    }

    /// <returns>Null when a violation was added: no schema, or one that points elsewhere.</returns>
    public static async Task<JsonSchema?> ReadAsync(Violations violations, string field, JsonObject schema, CancellationToken cancellationToken)
    {
        foreach ((string path, string reference) in ReferencesIn(field, schema))
        {
            // A schema from elsewhere may change, and reading it would call an address that a client chose.
            if (!reference.StartsWith('#'))
            {
                violations.Add(path, "must point into this schema: #/...");
                return null;
            }
        }

        try
        {
            return await JsonSchema.FromJsonAsync(schema.ToJsonString(), cancellationToken);
        }
        catch (Exception e) when (e is Newtonsoft.Json.JsonException or InvalidOperationException or ArgumentException or FormatException)
        {
            violations.Add(field, $"is no JSON schema: {e.Message}");
            return null;
        }
    }

    static IEnumerable<(string Path, string Reference)> ReferencesIn(string path, JsonNode? node) => node switch
    {
        JsonObject properties => properties.SelectMany(p => p.Key == "$ref" && p.Value is JsonValue value && value.TryGetValue(out string? reference)
            ? [($"{path}.$ref", reference)]
            : ReferencesIn($"{path}.{p.Key}", p.Value)),
        JsonArray items => items.SelectMany((item, i) => ReferencesIn($"{path}[{i}]", item)),
        _ => [],
    };

    internal static string PathOf(string root, ValidationError error)
    {
        string path = (error.Path ?? "").TrimStart('#').TrimStart('/');
        return path.Length == 0 ? root : $"{root}.{path.Replace('/', '.')}";
    }
}
