using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using Orchestrator.Core.Chains.Expressions;

namespace Orchestrator.Core.Chains.Outputs;

/// <summary>RFC 6901.</summary>
public static class JsonPointer
{
    /// <param name="pointer">Empty for the whole document, else <c>/a/0/b~1c</c>.</param>
    public static bool TryParse(string pointer, [NotNullWhen(true)] out IReadOnlyList<string>? steps)
    {
        steps = null;
        if (pointer.Length == 0)
        {
            steps = [];
            return true;
        }

        if (pointer[0] != '/')
        {
            return false;
        }

        string[] tokens = pointer[1..].Split('/');
        for (int i = 0; i < tokens.Length; i++)
        {
            string rest = tokens[i].Replace("~0", "", StringComparison.Ordinal).Replace("~1", "", StringComparison.Ordinal);
            if (rest.Contains('~', StringComparison.Ordinal))
            {
                return false;
            }

            tokens[i] = tokens[i].Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        }

        steps = tokens;
        return true;
    }

    /// <summary>An index is digits without a leading zero; <c>-</c>, the element after the last, is never found.</summary>
    public static Found Walk(JsonNode? document, IReadOnlyList<string> steps)
    {
        JsonNode? at = document;
        foreach (string step in steps)
        {
            switch (at)
            {
                case JsonObject properties when properties.TryGetPropertyValue(step, out JsonNode? value):
                    at = value;
                    break;
                case JsonArray items when IsIndex(step, out int index) && index < items.Count:
                    at = items[index];
                    break;
                default:
                    return default;
            }
        }

        return new Found(IsFound: true, at);
    }

    static bool IsIndex(string step, out int index) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out index) && (step.Length == 1 || step[0] != '0');
}
