using System.Text.Json.Nodes;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Events.Custom;

/// <summary>Makes a kind of event known, once; and lists those of a namespace.</summary>
public sealed class RegisterEventType(ICustomEvents events)
{
    public const int DescriptionMax = 4_000;
    public const int SchemaBytesMax = 64 * 1024;

    /// <returns>The type; the same request again finds it.</returns>
    /// <exception cref="InvalidRequestException">Names the field.</exception>
    /// <exception cref="EventTypeDiffersException"/>
    public async Task<CustomEventType> ExecuteAsync(
        Violations violations, string @namespace, string name, string description, JsonObject schema, string actor, CancellationToken cancellationToken)
    {
        CustomEventName.Check(violations, "name", name, @namespace);
        TextRules.Check(violations, "description", description, min: 0, max: DescriptionMax);
        JsonRules.Check(violations, "schema", schema, SchemaBytesMax);
        await JsonSchemaText.ReadAsync(violations, "schema", schema, cancellationToken);
        violations.ThrowIfAny();
        string written = CanonicalJson.Write(schema);
        CustomEventType stored = await events.RegisterAsync(name, description, written, actor, cancellationToken);
        return stored.Description != description ? throw new EventTypeDiffersException(name, "description")
            : CanonicalJson.Write(JsonNode.Parse(stored.Schema)) != written ? throw new EventTypeDiffersException(name, "schema")
            : stored;
    }

    public Task<IReadOnlyList<CustomEventType>> ListAsync(string @namespace, CancellationToken cancellationToken) =>
        events.ListAsync(@namespace, cancellationToken);
}
