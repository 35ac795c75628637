using System.Text.Json.Nodes;

namespace Orchestrator.Core.Templates.Text;

/// <summary>A value in a text, YAML or JSON alike.</summary>
/// <param name="Line">Where it begins, from 1.</param>
public abstract record SourceNode(int Line)
{
    public abstract JsonNode? ToJson();
}

/// <param name="Entries">In the order of the text; no key twice.</param>
public sealed record SourceMapping(int Line, IReadOnlyList<SourceEntry> Entries) : SourceNode(Line)
{
    public override JsonNode ToJson() => new JsonObject(Entries.Select(e => KeyValuePair.Create(e.Key, e.Value.ToJson())));
}

/// <param name="Line">Of the key.</param>
public sealed record SourceEntry(string Key, int Line, SourceNode Value);

public sealed record SourceList(int Line, IReadOnlyList<SourceNode> Items) : SourceNode(Line)
{
    public override JsonNode ToJson() => new JsonArray([.. Items.Select(item => item.ToJson())]);
}

/// <param name="Value">Text, number, true, false or null.</param>
public sealed record SourceScalar(int Line, JsonValue? Value) : SourceNode(Line)
{
    public override JsonNode? ToJson() => Value?.DeepClone();
}
