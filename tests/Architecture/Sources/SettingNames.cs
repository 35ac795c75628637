using System.Text.RegularExpressions;

namespace Orchestrator.Architecture.Tests.Sources;

/// <summary>Names of settings in code and in docs/settings.md.</summary>
static partial class SettingNames
{
    /// <summary>Every name of ours that a text mentions.</summary>
    public static IEnumerable<string> In(string text) => Own().Matches(text).Select(match => match.Value);

    /// <summary>What the rows of a page's tables are about, as often as they are: the names of their first column.</summary>
    public static IEnumerable<string> RowsOf(string markdown) =>
        FirstColumn().Matches(markdown).SelectMany(row => Quoted().Matches(row.Groups["cell"].Value)).Select(name => name.Groups["name"].Value);

    [GeneratedRegex("ORCHESTRATOR_[A-Z0-9_]*[A-Z0-9](?![A-Z0-9_])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Own();

    [GeneratedRegex(@"^\| (?<cell>`[^|]+) \|", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstColumn();

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();
}
