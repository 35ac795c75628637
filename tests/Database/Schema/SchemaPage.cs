using System.Text.RegularExpressions;

namespace Orchestrator.Database.Tests.Schema;

/// <summary>
/// <c>docs/schema.md</c> as far as a machine reads it: <c>- **table**, **table**: column; column and column (remark). Checks: ...</c>
/// </summary>
static partial class SchemaPage
{
    static readonly string Text = Docs.Read("schema.md");

    /// <summary>Enum name to its labels, in order.</summary>
    public static IReadOnlyDictionary<string, string[]> Enums() => EnumPattern().Matches(Section("Enums"))
        .ToDictionary(m => m.Groups["name"].Value, m => m.Groups["labels"].Value.Split(", "));

    /// <summary>The columns that the page lists for a table; remarks in parentheses and what follows the first full stop are left out.</summary>
    public static IReadOnlyList<string> Columns(string table)
    {
        string entry = Entry(table);
        string list = InParentheses().Replace(entry[(entry.IndexOf(':', StringComparison.Ordinal) + 1)..], "");
        list = list.Split(". ")[0].Split(".\n")[0].TrimEnd('.', '\n', ' ');
        return
        [
            .. from item in ListSeparator().Split(list)
               let word = FirstWord().Match(item.Trim()).Value
               where word.Length > 0
               select word,
        ];
    }

    /// <summary>The whole entry of a table: its line and the indented ones below.</summary>
    public static string Entry(string table) => Regex.Match(
        Text, $@"^- (\*\*[a-z_]+\*\*, )*\*\*{table}\*\*[^\n]*(\n  [^\n]*)*", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Value;

    /// <summary>Every table that has an entry.</summary>
    public static IReadOnlySet<string> Tables() => Regex.Matches(Text, "^- .*$", RegexOptions.Multiline, TimeSpan.FromSeconds(1))
        .SelectMany(line => TablePattern().Matches(line.Value)).Select(m => m.Groups["name"].Value).ToHashSet();

    /// <summary>Names of functions in the section of that name; what is in parentheses, and the rules after the list, are about them.</summary>
    public static IReadOnlySet<string> Functions() => NamesIn(Section("Functions").Split("\n\n")[0]);

    /// <summary>Names of views in the section of that name.</summary>
    public static IReadOnlySet<string> Views() => NamesIn(Section("Views"));

    static HashSet<string> NamesIn(string list) => [.. FunctionPattern().Matches(InParentheses().Replace(list, "")).Select(m => m.Value)];

    static string Section(string title)
    {
        int start = Text.IndexOf($"## {title}\n", StringComparison.Ordinal);
        int end = Text.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return Text[start..(end < 0 ? Text.Length : end)];
    }

    [GeneratedRegex(@"`(?<name>[a-z_]+)`: (?<labels>[a-z_]+(, [a-z_]+)*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EnumPattern();

    [GeneratedRegex(@"\*\*(?<name>[a-z_]+)\*\*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TablePattern();

    [GeneratedRegex(@"\s*\([^()]*(\([^()]*\)[^()]*)*\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InParentheses();

    [GeneratedRegex(@"[;,]|\band\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ListSeparator();

    [GeneratedRegex("^[a-z_]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FirstWord();

    [GeneratedRegex("[a-z]+(_[a-z]+)+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FunctionPattern();
}
