using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Core.Chains.Outputs;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Chains.Definitions;

/// <summary>Finds placeholders that will have no value, and texts that are no templates.</summary>
/// <param name="names">What the node's edges map.</param>
sealed class PlaceholderCheck(Violations violations, InputScope input, IReadOnlyCollection<string> names, bool isMap)
{
    public void CheckText(string field, string text)
    {
        if (!TextTemplate.TryParse(text, out TextTemplate? template, out string? error))
        {
            violations.Add(field, error);
            return;
        }

        foreach (Placeholder placeholder in template.Placeholders)
        {
            if (ProblemOf(placeholder) is { } problem)
            {
                violations.Add(field, $"placeholder {{{{{placeholder.Text}}}}}: {problem}");
            }
        }
    }

    /// <param name="fieldOf">From the path in the JSON to the client's: <c>values[0]</c>.</param>
    public void CheckJson(Func<string, string> fieldOf, JsonObject json)
    {
        foreach ((string name, JsonNode? value) in json)
        {
            CheckValue(fieldOf, name, value);
        }
    }

    void CheckValue(Func<string, string> fieldOf, string path, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject properties:
                CheckJson(name => fieldOf($"{path}.{name}"), properties);
                break;
            case JsonArray items:
                for (int i = 0; i < items.Count; i++)
                {
                    CheckValue(fieldOf, $"{path}[{i}]", items[i]);
                }

                break;
            case JsonValue text when text.GetValueKind() == JsonValueKind.String:
                CheckText(fieldOf(path), text.GetValue<string>());
                break;
        }
    }

    string? ProblemOf(Placeholder placeholder) => placeholder.Name switch
    {
        PlaceholderNames.Input => input.ProblemOf(placeholder),
        PlaceholderNames.Item or PlaceholderNames.Index => isMap ? null : "only a node with a map has it",
        _ when names.Contains(placeholder.Name) => null,
        _ => "no edge of the node maps it",
    };
}
