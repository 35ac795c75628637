using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Tasks.Work;

/// <summary>Reads named values of a JSON object; a value of another type is a violation, an absent or null one is absent.</summary>
sealed class ParameterReader(Violations violations, WorkFields fields, JsonObject parameters)
{
    readonly HashSet<string> _known = [];

    public string Text(string name) => Find(name, JsonValueKind.String, "a text") is { } value ? value.GetValue<string>() : "";

    public double? Number(string name) => Find(name, JsonValueKind.Number, "a number") is { } value ? Double(value) : null;

    public int? Integer(string name)
    {
        if (Number(name) is not { } number)
        {
            return null;
        }

        if (number is >= int.MinValue and <= int.MaxValue && double.IsInteger(number))
        {
            return (int)number;
        }

        violations.Add(fields.Of(name), "must be an integer");
        return null;
    }

    /// <summary>A number of seconds; what no TimeSpan can hold becomes its greatest or least value.</summary>
    public TimeSpan? Seconds(string name) => Number(name) switch
    {
        null => null,
        > 1e11 => TimeSpan.MaxValue,
        < -1e11 => TimeSpan.MinValue,
        { } seconds => TimeSpan.FromSeconds(seconds),
    };

    public IReadOnlyList<double> Numbers(string name)
    {
        if (Find(name, JsonValueKind.Array, "a list of numbers") is not JsonArray items)
        {
            return [];
        }

        var numbers = new List<double>(items.Count);
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i] is { } item && item.GetValueKind() == JsonValueKind.Number)
            {
                numbers.Add(Double(item));
            }
            else
            {
                violations.Add($"{fields.Of(name)}[{i}]", "must be a number");
                numbers.Add(0);
            }
        }

        return numbers;
    }

    /// <summary>Makes every name that was not asked for a violation.</summary>
    public void RefuseOthers()
    {
        foreach (string name in parameters.Select(p => p.Key).Where(name => !_known.Contains(name)))
        {
            violations.Add(fields.Of(name), $"is no parameter of this handler; it has {string.Join(", ", _known)}");
        }
    }

    static double Double(JsonNode number) => double.Parse(number.ToJsonString(), CultureInfo.InvariantCulture);

    JsonNode? Find(string name, JsonValueKind kind, string what)
    {
        _known.Add(name);
        if (parameters[name] is not { } value)
        {
            return null;
        }

        if (value.GetValueKind() == kind)
        {
            return value;
        }

        violations.Add(fields.Of(name), $"must be {what}");
        return null;
    }
}
