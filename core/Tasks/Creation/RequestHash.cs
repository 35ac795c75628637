using System.Globalization;
using System.Text.Json.Nodes;
using Orchestrator.Core.Identity;

namespace Orchestrator.Core.Tasks.Creation;

/// <summary>
/// SHA-256, in lower-case hex, of what a request means: the same for requests that ask for the same task, however they write
/// it. The correlation id is not part of it: it traces a call, and a repeated call may carry another.
/// </summary>
static class RequestHash
{
    public static string Of(
        string name,
        string handler,
        string? prompt,
        JsonObject parameters,
        ExecutionPriority priority,
        DateTimeOffset? executeAfter,
        int maxRetries,
        IReadOnlyDictionary<string, string> tags,
        JsonObject metadata,
        RequestIdentity origin)
    {
        var meaning = new JsonObject
        {
            ["name"] = name,
            ["handler"] = handler,
            ["prompt"] = prompt,
            ["parameters"] = parameters.DeepClone(),
            ["priority"] = $"{priority}",
            ["execute_after"] = executeAfter?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            ["max_retries"] = maxRetries,
            ["tags"] = new JsonObject(tags.Select(t => KeyValuePair.Create(t.Key, (JsonNode?)t.Value))),
            ["metadata"] = metadata.DeepClone(),
        };

        // Only where it is given: keys that were used before requests could say it keep their hashes.
        Add(meaning, "initiator", origin.Initiator);
        Add(meaning, "source_system", origin.SourceSystem);
        return ContentHash.Of(meaning);
    }

    static void Add(JsonObject meaning, string name, string text)
    {
        if (text.Length > 0)
        {
            meaning[name] = text;
        }
    }
}
