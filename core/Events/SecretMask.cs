using System.Text.Json.Nodes;

namespace Orchestrator.Core.Events;

/// <summary>Masks what looks secret in an event's payload before it leaves the process: <c>docs/events.md</c>, Envelope.</summary>
public static class SecretMask
{
    /// <summary>In the place of a masked value, whatever it was.</summary>
    public const string Mask = "***";

    // Anywhere in a key, in any case.
    static readonly string[] Marks = ["passw", "secret", "token", "_key", "otp", "ssn", "certificate", "crypt", "salt", "email"];

    /// <summary>Keys that look secret and are not: counters, and names that the events themselves carry.</summary>
    public static IReadOnlySet<string> Harmless { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "input_tokens", "output_tokens", "cached_tokens", "total_tokens", "prompt_tokens", "completion_tokens", "max_output_tokens", "node_key",
    };

    public static bool LooksSecret(string key) =>
        !Harmless.Contains(key) && Marks.Any(mark => key.Contains(mark, StringComparison.OrdinalIgnoreCase));

    /// <param name="json">Any JSON value.</param>
    /// <returns>The same with <see cref="Mask"/> as the value of each secret key, at any depth; a null stays one.</returns>
    public static string Apply(string json)
    {
        JsonNode? node = JsonNode.Parse(json);
        return Hide(node) ? node!.ToJsonString() : json;
    }

    /// <returns>True when something was hidden.</returns>
    static bool Hide(JsonNode? node)
    {
        bool hidden = false;
        if (node is JsonObject properties)
        {
            foreach ((string key, JsonNode? value) in properties.ToArray())
            {
                if (value is not null && LooksSecret(key))
                {
                    properties[key] = Mask;
                    hidden = true;
                }
                else
                {
                    hidden |= Hide(value);
                }
            }
        }
        else if (node is JsonArray items)
        {
            foreach (JsonNode? item in items)
            {
                hidden |= Hide(item);
            }
        }

        return hidden;
    }
}
