using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Core.Validation;

/// <summary>What JSON from outside may be: storable as <c>jsonb</c>, and not too large.</summary>
public static class JsonRules
{
    /// <returns>False when a name or text in it has U+0000, which <c>jsonb</c> cannot hold.</returns>
    public static bool IsStorable(JsonNode? node) => node switch
    {
        JsonObject properties => properties.All(property => TextRules.IsStorable(property.Key) && IsStorable(property.Value)),
        JsonArray items => items.All(IsStorable),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => TextRules.IsStorable(value.GetValue<string>()),
        _ => true,
    };

    public static void CheckStorable(Violations violations, string field, JsonNode? node)
    {
        if (!IsStorable(node))
        {
            violations.Add(field, TextRules.NotStorable);
        }
    }

    /// <summary>Storable, and not too large as compact JSON.</summary>
    /// <param name="bytesMax">Whole KiB.</param>
    public static void Check(Violations violations, string field, JsonNode node, int bytesMax)
    {
        const int KiB = 1024;
        CheckStorable(violations, field, node);
        if (Size(node) > bytesMax)
        {
            violations.Add(field, bytesMax % (KiB * KiB) == 0 ? $"must be at most {bytesMax / (KiB * KiB)} MiB as JSON" : $"must be at most {bytesMax / KiB} KiB as JSON");
        }
    }

    /// <returns>Bytes of the compact JSON in UTF-8.</returns>
    public static int Size(JsonNode node) => Encoding.UTF8.GetByteCount(CanonicalJson.Write(node));
}
