using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Core.Chains.Expressions;

namespace Orchestrator.Core.Chains.Outputs;

/// <summary>The values that placeholders can have, by name: <c>input</c>, <c>item</c>, and what a node's edges map.</summary>
public sealed class PlaceholderScope
{
    readonly Dictionary<string, JsonNode?> _values = [];

    public PlaceholderScope Set(string name, JsonNode? value)
    {
        _values[name] = value;
        return this;
    }

    /// <summary>Sets what an edge maps (<c>task_chain_edges.output_mapping</c>).</summary>
    /// <param name="mapping">Placeholder -> JSON pointer into <paramref name="output"/>.</param>
    /// <returns>The entries of which the output has nothing; they stay without a value.</returns>
    public IReadOnlyList<KeyValuePair<string, string>> Map(IReadOnlyDictionary<string, string> mapping, JsonNode? output)
    {
        List<KeyValuePair<string, string>> absent = [];
        foreach (KeyValuePair<string, string> entry in mapping.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (JsonPointer.TryParse(entry.Value, out IReadOnlyList<string>? steps) && JsonPointer.Walk(output, steps) is { IsFound: true } found)
            {
                Set(entry.Key, found.Value);
            }
            else
            {
                absent.Add(entry);
            }
        }

        return absent;
    }

    public Found Find(Placeholder placeholder) => _values.TryGetValue(placeholder.Name, out JsonNode? value)
        ? JsonPointer.Walk(value, placeholder.Path)
        : default;

    /// <summary>As it stands in a prompt: a text as it is, anything else as compact JSON.</summary>
    public string? FindText(Placeholder placeholder) => Find(placeholder) switch
    {
        { IsFound: false } => null,
        { Value: null } => "null",
        { Value: JsonValue text } when text.GetValueKind() == JsonValueKind.String => text.GetValue<string>(),
        { Value: var other } => other.ToJsonString(TextJson.Options),
    };
}
