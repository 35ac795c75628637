using System.Text.Json.Nodes;
using NJsonSchema;
using NJsonSchema.Validation;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Templates;

/// <summary>The JSON schema of a template's input.</summary>
public sealed class InputSchema
{
    const string Root = "input";

    readonly JsonObject _json;
    readonly JsonSchema _schema;

    InputSchema(JsonObject json, JsonSchema schema) => (_json, _schema) = (json, schema);

    /// <param name="json">An empty object takes any input.</param>
    /// <returns>Null when a violation was added.</returns>
    public static async Task<InputSchema?> ReadAsync(Violations violations, JsonObject json, CancellationToken cancellationToken)
    {
        if (json["type"] is { } type && type.ToJsonString() != "\"object\"")
        {
            violations.Add($"{Root}.type", "must be object: an input has names");
            return null;
        }

        return await JsonSchemaText.ReadAsync(violations, Root, json, cancellationToken) is { } schema ? new InputSchema(json, schema) : null;
    }

    /// <summary>Checks an input and inserts the defaults of what it lacks.</summary>
    /// <returns>The whole input; unusable when violations were added.</returns>
    public JsonObject Complete(Violations violations, JsonObject input)
    {
        var whole = input.DeepClone().AsObject();
        InsertDefaults(_json, whole);
        foreach (ValidationError error in _schema.Validate(whole.ToJsonString()))
        {
            violations.Add(JsonSchemaText.PathOf(Root, error), SchemaProblem.Describe(error));
        }

        return whole;
    }

    /// <summary>Every default is what the schema itself would take.</summary>
    public void CheckDefaults(Violations violations)
    {
        foreach ((string name, JsonSchemaProperty property) in _schema.Properties)
        {
            if (_json["properties"]?[name] is JsonObject described && described.TryGetPropertyValue("default", out JsonNode? value))
            {
                foreach (ValidationError error in property.Validate(value?.ToJsonString() ?? "null"))
                {
                    violations.Add($"{Root}.properties.{name}.default", SchemaProblem.Describe(error));
                }
            }
        }
    }

    static void InsertDefaults(JsonObject schema, JsonObject input)
    {
        foreach ((string name, JsonNode? property) in schema["properties"] as JsonObject ?? [])
        {
            if (property is not JsonObject described)
            {
                continue;
            }

            if (!input.ContainsKey(name) && described.TryGetPropertyValue("default", out JsonNode? value))
            {
                input[name] = value?.DeepClone();
            }

            if (input[name] is JsonObject inner)
            {
                InsertDefaults(described, inner);
            }
        }
    }
}
