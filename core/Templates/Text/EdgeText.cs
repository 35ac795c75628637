using System.Text.Json;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Definitions;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Templates.Text;

/// <summary>
/// Reads what a node comes after: one key, a list of keys or of mappings with a <c>parent</c>, or a mapping of parents to their rules.
/// </summary>
static class EdgeText
{
    const string Rule = "must be a node's key, a list of them, or a mapping of keys to when and map";

    public static IEnumerable<ChainEdge> Read(Violations violations, SourceLines lines, SourceReader node)
    {
        string path = node.PathOf("after");
        switch (node.Take("after"))
        {
            case null:
                break;
            case SourceList list:
                foreach (SourceNode item in list.Items)
                {
                    yield return ReadItem(violations, lines, path, item);
                }

                break;
            case SourceMapping mapping:
                foreach (SourceEntry entry in mapping.Entries)
                {
                    lines.Set($"{path}.{entry.Key}", entry.Line);
                    yield return ReadRules(violations, lines, path, entry.Key, entry.Value);
                }

                break;
            case var single:
                yield return ReadItem(violations, lines, path, single);
                break;
        }
    }

    static ChainEdge ReadItem(Violations violations, SourceLines lines, string path, SourceNode item)
    {
        string? parent = TextOf(item) ?? TextOf((item as SourceMapping)?.Entries.FirstOrDefault(e => e.Key == "parent")?.Value);
        if (parent is null)
        {
            lines.Set(path, item.Line);
            violations.Add(path, Rule);
            return Plain("");
        }

        lines.Set($"{path}.{parent}", item.Line);
        return item is SourceMapping ? ReadRules(violations, lines, path, parent, item) : Plain(parent);
    }

    static ChainEdge ReadRules(Violations violations, SourceLines lines, string path, string parent, SourceNode rules)
    {
        switch (rules)
        {
            case SourceMapping mapping:
                var reader = new SourceReader(violations, lines, $"{path}.{parent}", mapping);
                reader.Take("parent");
                string when = reader.TakeText("when");
                Dictionary<string, string> map = ReadMapping(violations, reader.TakeMapping("map"));
                reader.RefuseOthers();
                return ConditionOf(parent, when, map);
            case SourceScalar { Value: null }:
                return Plain(parent);
            case var other when TextOf(other) is { } condition:
                return ConditionOf(parent, condition, []);
            default:
                violations.Add($"{path}.{parent}", Rule);
                return Plain(parent);
        }
    }

    static ChainEdge ConditionOf(string parent, string when, Dictionary<string, string> map) =>
        when.Length == 0 ? Plain(parent) with { OutputMapping = map }
        : ChainWords.TryParse(when, out EdgeCondition word) && word != EdgeCondition.Expression ? new ChainEdge(parent, word, "", map)
        : new ChainEdge(parent, EdgeCondition.Expression, when, map);

    static Dictionary<string, string> ReadMapping(Violations violations, SourceReader? reader)
    {
        var mapping = new Dictionary<string, string>();
        foreach (SourceEntry entry in reader?.TakeAll() ?? [])
        {
            if (TextOf(entry.Value) is { } pointer)
            {
                mapping[entry.Key] = pointer;
            }
            else
            {
                violations.Add(reader!.PathOf(entry.Key), "must be a JSON pointer, such as /text");
            }
        }

        return mapping;
    }

    static ChainEdge Plain(string parent) => new(parent, EdgeCondition.OnSuccess, "", new Dictionary<string, string>());

    static string? TextOf(SourceNode? node) =>
        node is SourceScalar { Value: { } value } && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
