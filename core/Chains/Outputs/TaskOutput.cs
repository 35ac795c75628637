using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Core.Chains.Outputs;

/// <summary>
/// A task's result as one JSON document, into which mappings point and conditions look: <c>text</c> is the output text, <c>json</c> the
/// same read as JSON where it is JSON (a model's answer, also inside one code fence), <c>data</c> the structured output, <c>error</c> the
/// type and message of a failure. What a task does not have is absent.
/// </summary>
public static class TaskOutput
{
    /// <param name="structured"><c>tasks.task_output</c>, JSON; null: none.</param>
    /// <param name="errorType">Null: it has not failed.</param>
    public static JsonObject ToDocument(string? text, string? structured, string? errorType, string? errorMessage)
    {
        var document = new JsonObject();
        if (text is not null)
        {
            document["text"] = text;
            if (TryParse(WithoutFence(text), out JsonNode? json))
            {
                document["json"] = json;
            }
        }

        if (structured is not null && TryParse(structured, out JsonNode? data))
        {
            document["data"] = data;
        }

        if (errorType is not null)
        {
            document["error"] = new JsonObject { ["type"] = errorType, ["message"] = errorMessage ?? "" };
        }

        return document;
    }

    static string WithoutFence(string text)
    {
        string trimmed = text.Trim();
        int firstLine = trimmed.IndexOf('\n', StringComparison.Ordinal);
        bool isFenced = firstLine > 0 && trimmed.StartsWith("```", StringComparison.Ordinal)
            && trimmed.Length > firstLine + 3 && trimmed.EndsWith("```", StringComparison.Ordinal);
        return isFenced ? trimmed[(firstLine + 1)..^3] : trimmed;
    }

    static bool TryParse(string text, out JsonNode? node)
    {
        node = null;
        try
        {
            node = JsonNode.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
