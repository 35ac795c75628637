using System.Text.RegularExpressions;

namespace Orchestrator.Architecture.Tests.Sources;

/// <summary>A status change as a document names it; <see cref="From"/> is <c>-</c> for the first.</summary>
readonly record struct DocumentedTransition(string From, string To, string Event);

/// <summary>Transitions as the documents have them: the table of docs/events.md, the diagram of docs/lifecycle.md.</summary>
static partial class TransitionTables
{
    /// <summary>Rows <c>| from, from | to | event | who |</c> of tasks, without those that only an administrator or a rerun makes.</summary>
    public static IReadOnlyList<DocumentedTransition> FromTable(string markdown) =>
    [
        .. from row in Row().Matches(markdown)
           where row.Groups["event"].Value.StartsWith("task.", StringComparison.Ordinal) && !Reserved().IsMatch(row.Groups["who"].Value)
           from status in row.Groups["from"].Value.Split(',', StringSplitOptions.TrimEntries)
           select new DocumentedTransition(status, row.Groups["to"].Value, row.Groups["event"].Value),
    ];

    /// <summary>Arrows <c>from --> to: event</c>; <c>[*] --> pending</c> is the first transition.</summary>
    public static IReadOnlyList<DocumentedTransition> FromDiagram(string markdown) =>
    [
        .. from arrow in Arrow().Matches(markdown)
           let status = arrow.Groups["from"].Value
           select new DocumentedTransition(status == "[*]" ? "-" : status, arrow.Groups["to"].Value, arrow.Groups["event"].Value),
    ];

    [GeneratedRegex(@"^\| (?<from>[a-z_, -]+) \| (?<to>[a-z_]+) \| (?<event>[a-z_.]+)[^|]*\| (?<who>[^|]*) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();

    [GeneratedRegex(@"^\s*(?<from>\[\*\]|[a-z_]+) --> (?<to>[a-z_]+): (?<event>[a-z_.]+)\s*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Arrow();

    [GeneratedRegex("RerunChain only|administrator only", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reserved();
}
