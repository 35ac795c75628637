using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Core.Identity;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Templates;

/// <summary>Lists templates by name, the newest version first, a page at a time.</summary>
public sealed class ListTemplates(ITemplateStore templates)
{
    const int FingerprintLength = 16;

    /// <param name="pageSize">1 to 200; 0: 50.</param>
    /// <param name="pageToken">Empty: the first page.</param>
    /// <exception cref="InvalidRequestException">The filter or the page is not as it should be.</exception>
    public async Task<TemplatePage> ExecuteAsync(
        TemplateFilter filter, int pageSize, string pageToken, Violations violations, CancellationToken cancellationToken)
    {
        TextRules.CheckStorable(violations, "name", filter.Name);
        int size = PageSize.Read(violations, pageSize);
        string fingerprint = FingerprintOf(filter);
        if (!TryReadToken(pageToken, fingerprint, out (string Name, SemanticVersion Version)? after))
        {
            violations.Add("page_token", PageSize.TokenRule);
        }

        violations.ThrowIfAny();
        Entry[] page =
        [
            .. Choose(filter, await templates.ListVersionsAsync(filter.Namespace, filter.Name, cancellationToken))
                .OrderBy(e => e.Name, StringComparer.Ordinal).ThenByDescending(e => e.Version, SemanticVersion.Order)
                .Where(e => after is not { } last || IsAfter(e, last))
                .Take(size + 1),
        ];
        var byId = (await templates.ReadHeadersAsync([.. page.Take(size).Select(e => e.Id)], cancellationToken)).ToDictionary(t => t.Id);
        string next = page.Length <= size ? "" : Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{fingerprint}{page[size - 1].Name}@{page[size - 1].Version}"));
        return new TemplatePage([.. page.Take(size).Where(e => byId.ContainsKey(e.Id)).Select(e => byId[e.Id])], next);
    }

    static IEnumerable<Entry> Choose(TemplateFilter filter, IEnumerable<TemplateVersion> versions)
    {
        IEnumerable<Entry> found =
            from version in versions
            where filter.IncludesInactive || version.Active
            let parsed = SemanticVersion.TryParse(version.Version)
            where parsed is not null
            select new Entry(version.Id, version.Name, parsed);
        return !filter.LatestOnly ? found : found.GroupBy(e => e.Name).Select(group =>
            group.Single(e => e.Version.Text == SemanticVersion.LatestOf(group.Select(v => v.Version.Text))));
    }

    static bool IsAfter(Entry entry, (string Name, SemanticVersion Version) last)
    {
        int byName = string.CompareOrdinal(entry.Name, last.Name);
        return byName != 0 ? byName > 0 : SemanticVersion.Order.Compare(entry.Version, last.Version) < 0;
    }

    static string FingerprintOf(TemplateFilter filter) => ContentHash.Of(new JsonObject
    {
        ["list"] = "templates",
        ["namespace"] = filter.Namespace,
        ["name"] = filter.Name,
        ["include_inactive"] = filter.IncludesInactive,
        ["latest_only"] = filter.LatestOnly,
    })[..FingerprintLength];

    static bool TryReadToken(string token, string fingerprint, out (string Name, SemanticVersion Version)? after)
    {
        after = null;
        if (token.Length == 0)
        {
            return true;
        }

        if (!Base64Url.IsValid(token))
        {
            return false;
        }

        string text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
        string[] parts = text.Length > FingerprintLength ? text[FingerprintLength..].Split('@', 2) : [];
        if (!text.StartsWith(fingerprint, StringComparison.Ordinal) || parts.Length != 2 || SemanticVersion.TryParse(parts[1]) is not { } version)
        {
            return false;
        }

        after = (parts[0], version);
        return true;
    }

    sealed record Entry(Guid Id, string Name, SemanticVersion Version);
}

/// <param name="Name">Empty: all.</param>
/// <param name="LatestOnly">Only the latest version of each name.</param>
public sealed record TemplateFilter(string Namespace, string Name, bool IncludesInactive, bool LatestOnly);

/// <param name="NextPageToken">Empty: there are no more.</param>
public sealed record TemplatePage(IReadOnlyList<TemplateRecord> Templates, string NextPageToken);
