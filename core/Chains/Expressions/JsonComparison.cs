using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Core.Chains.Expressions;

/// <summary>Compares JSON values. Null where the question makes no sense: something is missing, or the types do not fit.</summary>
static class JsonComparison
{
    public static bool? AsBoolean(Found found) => found.IsFound
        ? KindOf(found.Value) switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null }
        : null;

    public static bool? Compare(Found left, string comparison, Found right)
    {
        if (!left.IsFound || !right.IsFound)
        {
            return null;
        }

        return comparison switch
        {
            "==" => AreEqual(left.Value, right.Value),
            "!=" => !AreEqual(left.Value, right.Value),
            "contains" => Contains(left.Value, right.Value),
            "in" => Contains(right.Value, left.Value),
            "not in" => !Contains(right.Value, left.Value),
            _ => Order(left.Value, right.Value) is not { } order ? null : comparison switch
            {
                "<" => order < 0,
                "<=" => order <= 0,
                ">" => order > 0,
                _ => order >= 0,
            },
        };
    }

    static bool AreEqual(JsonNode? left, JsonNode? right) =>
        (KindOf(left), KindOf(right)) is (JsonValueKind.Number, JsonValueKind.Number)
            ? Order(left, right) == 0
            : JsonNode.DeepEquals(left, right);

    static bool? Contains(JsonNode? whole, JsonNode? part) => whole switch
    {
        JsonArray items => items.Any(item => AreEqual(item, part)),
        JsonObject properties when KindOf(part) == JsonValueKind.String => properties.ContainsKey(part!.GetValue<string>()),
        JsonValue when KindOf(whole) == JsonValueKind.String && KindOf(part) == JsonValueKind.String =>
            whole.GetValue<string>().Contains(part!.GetValue<string>(), StringComparison.Ordinal),
        _ => null,
    };

    /// <summary>Of two numbers or two texts; texts by their code units.</summary>
    static int? Order(JsonNode? left, JsonNode? right) => (KindOf(left), KindOf(right)) switch
    {
        (JsonValueKind.Number, JsonValueKind.Number) => OrderNumbers(left!.ToJsonString(), right!.ToJsonString()),
        (JsonValueKind.String, JsonValueKind.String) => string.CompareOrdinal(left!.GetValue<string>(), right!.GetValue<string>()),
        _ => null,
    };

    /// <summary>Exact where a decimal holds both (ids of 19 digits, amounts of money), else as doubles.</summary>
    static int OrderNumbers(string left, string right) =>
        decimal.TryParse(left, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal a)
        && decimal.TryParse(right, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal b)
            ? a.CompareTo(b)
            : double.Parse(left, CultureInfo.InvariantCulture).CompareTo(double.Parse(right, CultureInfo.InvariantCulture));

    static JsonValueKind KindOf(JsonNode? node) => node?.GetValueKind() ?? JsonValueKind.Null;
}
