using System.Text.RegularExpressions;

namespace Orchestrator.Architecture.Tests.Sources;

/// <summary>Relative links of Markdown files.</summary>
static partial class DocumentLinks
{
    public static IEnumerable<string> In(string markdown) => Link().Matches(markdown)
        .Select(match => match.Groups["target"].Value)
        .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#') && !target.StartsWith("mailto:", StringComparison.Ordinal));

    public static bool Exists(string file, string link)
    {
        string target = Path.Combine(Path.GetDirectoryName(Checkout.PathOf(file))!, link.Split('#')[0]);
        return File.Exists(target) || Directory.Exists(target);
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
