using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Core.Templates;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Tasks.Listing;

/// <summary>Which tasks of a namespace to list; what is empty or null does not narrow.</summary>
/// <param name="Statuses">Any of these.</param>
/// <param name="Tags">Every one of these.</param>
/// <param name="SearchText">Found in name, prompt or output, case-insensitive; literally, it is no pattern.</param>
/// <param name="CreatedAfter">Exclusive, as <paramref name="CreatedBefore"/>.</param>
public sealed record TaskFilter(
    string Namespace,
    IReadOnlyList<TaskRecordStatus> Statuses,
    string Handler,
    IReadOnlyDictionary<string, string> Tags,
    string CorrelationId,
    string SearchText,
    DateTimeOffset? CreatedAfter,
    DateTimeOffset? CreatedBefore)
{
    /// <summary>A shorter text would be held against every task that there is: <see cref="Listing.SearchText"/>.</summary>
    public const int MinSearchText = 3;

    public const int MaxSearchText = 200;

    /// <summary>Tasks of this chain, the items of its maps included.</summary>
    public Guid? ChainId { get; init; }

    /// <summary><c>name</c> or <c>name@version</c>, with a namespace where it is another one's; empty: any, or none.</summary>
    public string Template { get; init; } = "";

    /// <summary>Items of this map; they are listed by their index.</summary>
    public Guid? MapTaskId { get; init; }

    public void Check(Violations violations)
    {
        TextRules.CheckStorable(violations, "handler", Handler);
        TextRules.CheckStorable(violations, "correlation_id", CorrelationId);
        Listing.SearchText.Check(violations, SearchText);
        foreach ((string key, string value) in Tags)
        {
            TextRules.CheckStorable(violations, "tags", key);
            TextRules.CheckStorable(violations, $"tags[{key}]", value);
        }

        if (Template.Length > 0 && !TemplateReference.TryParse(Template, out _, out string? problem))
        {
            violations.Add("template", problem);
        }

        if (CreatedAfter >= CreatedBefore)
        {
            violations.Add("created_before", "must be later than created_after");
        }
    }

    /// <summary>Short hash of the filter's meaning, by which a page token knows its list.</summary>
    public string Fingerprint()
    {
        var meaning = new JsonObject
        {
            ["namespace"] = Namespace,
            ["statuses"] = new JsonArray([.. Statuses.Distinct().Order().Select(s => JsonValue.Create(TaskStatusNames.Of(s)))]),
            ["handler"] = Handler,
            ["tags"] = new JsonObject(Tags.Select(t => KeyValuePair.Create(t.Key, (JsonNode?)t.Value))),
            ["correlation_id"] = CorrelationId,
            ["search_text"] = SearchText,
            ["created_after"] = CreatedAfter?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            ["created_before"] = CreatedBefore?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            ["chain_id"] = ChainId,
            ["template"] = Template,
            ["map_task_id"] = MapTaskId,
        };
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalJson.Write(meaning))))[..16];
    }
}
