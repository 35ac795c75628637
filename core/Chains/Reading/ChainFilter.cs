using System.Globalization;
using System.Text.Json.Nodes;
using Orchestrator.Core.Identity;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Listing;
using Orchestrator.Core.Templates;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Chains.Reading;

/// <summary>Which chains of a namespace to list; what is empty or null does not narrow.</summary>
/// <param name="Statuses">Any of these.</param>
/// <param name="Template"><c>name</c> or <c>name@version</c>, with a namespace where it is another one's.</param>
/// <param name="SearchText">Found in the name, case-insensitive; literally, it is no pattern.</param>
/// <param name="CreatedAfter">Exclusive, as <paramref name="CreatedBefore"/>.</param>
public sealed record ChainFilter(
    string Namespace,
    IReadOnlyList<TaskRecordStatus> Statuses,
    string Template,
    string CorrelationId,
    string SearchText,
    DateTimeOffset? CreatedAfter,
    DateTimeOffset? CreatedBefore)
{
    public void Check(Violations violations)
    {
        if (Template.Length > 0 && !TemplateReference.TryParse(Template, out _, out string? problem))
        {
            violations.Add("template", problem);
        }

        TextRules.CheckStorable(violations, "correlation_id", CorrelationId);
        TextRules.Check(violations, "search_text", SearchText, min: 0, max: TaskFilter.MaxSearchText);
        if (CreatedAfter >= CreatedBefore)
        {
            violations.Add("created_before", "must be later than created_after");
        }
    }

    /// <summary>Short hash of the filter's meaning, by which a page token knows its list.</summary>
    public string Fingerprint() => ContentHash.Of(new JsonObject
    {
        ["list"] = "chains",
        ["namespace"] = Namespace,
        ["statuses"] = new JsonArray([.. Statuses.Distinct().Order().Select(s => JsonValue.Create(TaskStatusNames.Of(s)))]),
        ["template"] = Template,
        ["correlation_id"] = CorrelationId,
        ["search_text"] = SearchText,
        ["created_after"] = CreatedAfter?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        ["created_before"] = CreatedBefore?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
    })[..TaskCursor.FingerprintLength];
}
