using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Core.Chains.Outputs;

/// <summary>A placeholder that has no value, or a text that is no template.</summary>
/// <param name="Field"><c>prompt</c>, or the parameter's path: <c>parameters.values[0]</c>.</param>
/// <param name="Placeholder">Null when <paramref name="Reason"/> is about the text itself.</param>
public sealed record RenderProblem(string Node, string Field, string? Placeholder, string Reason)
{
    public override string ToString() => Placeholder is null
        ? $"node {Node}: {Field}: {Reason}"
        : $"node {Node}: {Field}: placeholder {{{{{Placeholder}}}}} {Reason}";
}

/// <summary>A node's prompt and parameters with values in the place of placeholders.</summary>
/// <param name="Problems">Empty: the node can run.</param>
public sealed record RenderedNode(string? Prompt, JsonObject Parameters, IReadOnlyList<RenderProblem> Problems);

/// <summary>
/// Fills a node's prompt and the text values of its parameters. A parameter that is one placeholder and nothing else takes the value's
/// JSON type; anywhere else the value becomes text.
/// </summary>
public sealed class NodeRenderer
{
    readonly string _node;
    readonly PlaceholderScope _scope;
    readonly bool _binds;
    readonly List<RenderProblem> _problems = [];

    NodeRenderer(string node, PlaceholderScope scope, bool binds)
    {
        _node = node;
        _scope = scope;
        _binds = binds;
    }

    /// <summary>Puts in what is known already; the rest stays placeholders, for one <see cref="Render"/> later.</summary>
    public static RenderedNode Bind(string node, string? prompt, JsonObject parameters, PlaceholderScope scope) =>
        new NodeRenderer(node, scope, binds: true).Fill(prompt, parameters);

    /// <summary>Puts in everything; a placeholder without a value is a problem.</summary>
    public static RenderedNode Render(string node, string? prompt, JsonObject parameters, PlaceholderScope scope) =>
        new NodeRenderer(node, scope, binds: false).Fill(prompt, parameters);

    RenderedNode Fill(string? prompt, JsonObject parameters) => new(
        prompt is null ? null : Read("prompt", prompt) is { } template ? Fill("prompt", template) : prompt,
        FillJson("parameters", parameters)!.AsObject(),
        _problems);

    JsonNode? FillJson(string field, JsonNode? value) => value switch
    {
        JsonObject properties => new JsonObject(properties.Select(p => KeyValuePair.Create(p.Key, FillJson($"{field}.{p.Key}", p.Value)))),
        JsonArray items => new JsonArray([.. items.Select((item, i) => FillJson($"{field}[{i}]", item))]),
        JsonValue text when text.GetValueKind() == JsonValueKind.String => FillValue(field, text.GetValue<string>()),
        _ => value?.DeepClone(),
    };

    JsonNode? FillValue(string field, string text) =>
        Read(field, text) is not { } template ? text
        : template.Whole is { } whole && _scope.Find(whole) is { IsFound: true } found ? Copy(found.Value)
        : Fill(field, template);

    string Fill(string field, TextTemplate template)
    {
        if (_binds)
        {
            return template.Bind(_scope.FindText);
        }

        List<Placeholder> missing = [];
        string rendered = template.Render(_scope.FindText, missing);
        _problems.AddRange(missing.Distinct().Select(p => new RenderProblem(_node, field, p.Text, "has no value")));
        return rendered;
    }

    /// <summary>A value that is bound will be read as a template once more, so its texts must say themselves.</summary>
    JsonNode? Copy(JsonNode? value) => !_binds ? value?.DeepClone() : value switch
    {
        JsonObject properties => new JsonObject(properties.Select(p => KeyValuePair.Create(p.Key, Copy(p.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Copy)]),
        JsonValue text when text.GetValueKind() == JsonValueKind.String => TextTemplate.Escape(text.GetValue<string>()),
        _ => value?.DeepClone(),
    };

    TextTemplate? Read(string field, string text)
    {
        if (TextTemplate.TryParse(text, out TextTemplate? template, out string? error))
        {
            return template;
        }

        _problems.Add(new RenderProblem(_node, field, Placeholder: null, error));
        return null;
    }
}
