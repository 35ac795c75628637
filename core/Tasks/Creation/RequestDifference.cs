using System.Text.Json.Nodes;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Tasks.Creation;

/// <summary>Says in which field a request differs from the task that its idempotency key already has.</summary>
public static class RequestDifference
{
    /// <returns>Path of the first differing field, as the client wrote it.</returns>
    public static string Find(NewTask requested, TaskRecord existing)
    {
        string at = requested.Fields.At;
        if (requested.Name != existing.Name)
        {
            return $"{at}name";
        }

        if (requested.Handler != existing.Handler)
        {
            return requested.Fields.Work.Handler;
        }

        if (requested.Prompt != existing.Prompt)
        {
            return requested.Fields.Work.Prompt;
        }

        if (FindName(requested.Parameters, Parse(existing.Parameters)) is { } parameter)
        {
            return requested.Fields.Work.Of(parameter);
        }

        if (requested.Priority != existing.Priority)
        {
            return $"{at}priority";
        }

        if (requested.MaxRetries != existing.MaxRetries)
        {
            return $"{at}max_retries";
        }

        if (requested.Identity.Initiator != (existing.Initiator ?? ""))
        {
            return $"{at}initiator";
        }

        if (requested.Identity.SourceSystem != (existing.SourceSystem ?? ""))
        {
            return $"{at}source_system";
        }

        var tags = new JsonObject(requested.Tags.Select(t => KeyValuePair.Create(t.Key, (JsonNode?)t.Value)));
        if (FindName(tags, Parse(existing.Tags)) is { } tag)
        {
            return $"{at}tags[{tag}]";
        }

        // The stored execute_after is the later of the wanted one and the creation, so it cannot be compared: it is what is left.
        return FindName(requested.Metadata, Parse(existing.Metadata)) is { } name ? $"{at}metadata.{name}" : $"{at}execute_after";
    }

    static JsonObject Parse(string? json) => json is null ? [] : JsonNode.Parse(json)?.AsObject() ?? [];

    static string? FindName(JsonObject left, JsonObject right) => left.Select(p => p.Key)
        .Union(right.Select(p => p.Key))
        .Order(StringComparer.Ordinal)
        .FirstOrDefault(name => left.ContainsKey(name) != right.ContainsKey(name)
            || CanonicalJson.Write(left[name]) != CanonicalJson.Write(right[name]));
}
