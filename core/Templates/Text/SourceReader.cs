using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Templates.Text;

/// <summary>Takes the fields out of a mapping; what is of the wrong type, missing or left over is a violation.</summary>
/// <param name="path">Of the mapping; empty for the whole text.</param>
sealed class SourceReader(Violations violations, SourceLines lines, string path, SourceMapping mapping)
{
    readonly HashSet<string> _known = [];

    public int Line => mapping.Line;

    public string PathOf(string field) => path.Length == 0 ? field : $"{path}.{field}";

    public SourceNode? Take(string field)
    {
        _known.Add(field);
        SourceEntry? entry = mapping.Entries.FirstOrDefault(e => e.Key == field);
        if (entry is null)
        {
            return null;
        }

        lines.Set(PathOf(field), entry.Line);
        return entry.Value is SourceScalar { Value: null } ? null : entry.Value;
    }

    /// <returns>Empty when it is not there.</returns>
    public string TakeText(string field, bool isRequired = false)
    {
        switch (Take(field))
        {
            case SourceScalar { Value: { } value } when value.GetValueKind() == JsonValueKind.String:
                return value.GetValue<string>();
            case null:
                if (isRequired)
                {
                    violations.Add(PathOf(field), "is required");
                }

                return "";
            default:
                violations.Add(PathOf(field), "must be a text: put it in quotes");
                return "";
        }
    }

    public double? TakeNumber(string field)
    {
        switch (Take(field))
        {
            case SourceScalar { Value: { } value } when value.GetValueKind() == JsonValueKind.Number:
                return value.GetValue<double>();
            case null:
                return null;
            default:
                violations.Add(PathOf(field), "must be a number");
                return null;
        }
    }

    public int? TakeInteger(string field)
    {
        double? number = TakeNumber(field);
        if (number is null || (double.IsInteger(number.Value) && number is >= int.MinValue and <= int.MaxValue))
        {
            return (int?)number;
        }

        violations.Add(PathOf(field), "must be a whole number");
        return null;
    }

    public bool TakeFlag(string field)
    {
        switch (Take(field))
        {
            case SourceScalar { Value: { } value } when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False:
                return value.GetValue<bool>();
            case null:
                return false;
            default:
                violations.Add(PathOf(field), "must be true or false");
                return false;
        }
    }

    public T TakeWord<T>(string field, T absent)
        where T : struct, Enum
    {
        string word = TakeText(field);
        if (word.Length == 0)
        {
            return absent;
        }

        if (ChainWords.TryParse(word, out T value))
        {
            return value;
        }

        violations.Add(PathOf(field), $"must be one of {string.Join(", ", ChainWords.All<T>())}");
        return absent;
    }

    /// <returns>Null when it is not there, or is no mapping.</returns>
    public SourceReader? TakeMapping(string field)
    {
        switch (Take(field))
        {
            case SourceMapping found:
                return new SourceReader(violations, lines, PathOf(field), found);
            case null:
                return null;
            default:
                violations.Add(PathOf(field), "must be a mapping");
                return null;
        }
    }

    /// <returns>Empty when it is not there.</returns>
    public JsonObject TakeJson(string field)
    {
        if (TakeMapping(field) is not { } found)
        {
            return [];
        }

        found.MarkLines();
        return found.ToJson();
    }

    /// <summary>The entries as they are, with their lines known.</summary>
    public IReadOnlyList<SourceEntry> TakeAll()
    {
        foreach (SourceEntry entry in mapping.Entries)
        {
            _known.Add(entry.Key);
            lines.Set(PathOf(entry.Key), entry.Line);
        }

        return mapping.Entries;
    }

    public void RefuseOthers()
    {
        foreach (SourceEntry entry in mapping.Entries.Where(e => !_known.Contains(e.Key)))
        {
            lines.Set(PathOf(entry.Key), entry.Line);
            violations.Add(PathOf(entry.Key), $"is not known here; there are {string.Join(", ", _known)}");
        }
    }

    JsonObject ToJson() => mapping.ToJson().AsObject();

    void MarkLines() => lines.SetAll(path, mapping);
}
