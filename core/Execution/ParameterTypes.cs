using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Execution;

/// <summary>The types that parameters may have: text, number, integer, list of numbers, texts by name and any JSON.</summary>
static class ParameterTypes
{
    /// <summary>Adds a violation when <paramref name="value"/> cannot be read as <paramref name="type"/>.</summary>
    public static void Check(Violations violations, string field, Type type, JsonNode value)
    {
        Type wanted = Nullable.GetUnderlyingType(type) ?? type;
        JsonValueKind kind = value.GetValueKind();
        if (wanted == typeof(string))
        {
            Require(violations, field, kind == JsonValueKind.String, "a text");
        }
        else if (wanted == typeof(double))
        {
            Require(violations, field, kind == JsonValueKind.Number, "a number");
        }
        else if (wanted == typeof(int))
        {
            Require(violations, field, kind == JsonValueKind.Number && IsInteger(value), "an integer");
        }
        else if (wanted == typeof(IReadOnlyList<double>))
        {
            CheckNumbers(violations, field, value as JsonArray);
        }
        else if (wanted == typeof(IReadOnlyDictionary<string, string>))
        {
            CheckTexts(violations, field, value as JsonObject);
        }
        else if (wanted != typeof(JsonNode))
        {
            throw new ArgumentOutOfRangeException(nameof(type), type, "no type of a parameter");
        }
    }

    static void CheckNumbers(Violations violations, string field, JsonArray? values)
    {
        Require(violations, field, values is not null, "a list of numbers");
        for (int i = 0; i < values?.Count; i++)
        {
            Require(violations, $"{field}[{i}]", values[i]?.GetValueKind() == JsonValueKind.Number, "a number");
        }
    }

    static void CheckTexts(Violations violations, string field, JsonObject? values)
    {
        Require(violations, field, values is not null, "an object");
        foreach ((string name, JsonNode? value) in values ?? [])
        {
            Require(violations, $"{field}[{name}]", value?.GetValueKind() == JsonValueKind.String, "a text");
        }
    }

    static bool IsInteger(JsonNode value)
    {
        double number = double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);
        return number is >= int.MinValue and <= int.MaxValue && double.IsInteger(number);
    }

    static void Require(Violations violations, string field, bool isMet, string what)
    {
        if (!isMet)
        {
            violations.Add(field, $"must be {what}");
        }
    }
}
