using System.Text.RegularExpressions;

namespace Orchestrator.Architecture.Tests.Sources;

/// <summary>Rules on one file's path and text; each returns what is wrong, or null.</summary>
static partial class SourceRules
{
    public const int LinesMax = 400;

    /// <summary>An absolute path of somebody's machine; the folders of an image or of a package manager are not such.</summary>
    static readonly string[] s_machinePaths = ["/work/", "/root/", "/Users/", @"C:\Users\", "/home/"];

    static readonly string[] s_publicPaths = ["/home/site/wwwroot", "/home/linuxbrew/"];

    public static string? TooLong(string file, string text)
    {
        int lines = LinesOf(text);
        return lines > LinesMax ? $"{file}: {lines} lines" : null;
    }

    public static int LinesOf(string text) => text.AsSpan().Count('\n') + (text.EndsWith('\n') || text.Length == 0 ? 0 : 1);

    /// <summary>File <c>core/Tasks/X.cs</c> declares namespace <c>Orchestrator.Core.Tasks</c>, on a line of its own.</summary>
    public static string? WrongNamespace(string file, string text)
    {
        string[] folders = file.Split('/')[..^1];
        string root = char.ToUpperInvariant(folders[0][0]) + folders[0][1..];
        string expected = string.Join('.', ["Orchestrator", root, .. folders[1..]]);
        string[] declared = [.. NamespaceDeclaration().Matches(text).Select(match => match.Groups["name"].Value + match.Groups["brace"].Value)];
        // Top-level statements, assembly attributes and global usings have none.
        bool bare = declared.Length == 0 && (Path.GetFileName(file) is "Program.cs" or "GlobalUsings.cs" or "AssemblyInfo.cs");
        return bare || (declared.Length == 1 && declared[0] == expected) ? null
            : $"{file}: {(declared.Length == 0 ? "no namespace" : string.Join(", ", declared))}, not {expected}";
    }

    public static string? ConditionalCompilation(string file, string text) =>
        Conditional().Match(text) is { Success: true } found ? $"{file}: {found.Value.Trim()}" : null;

    /// <summary>The clone must be whole: nothing beside it, no folder of the machine that wrote it, no private package source.</summary>
    public static string? ReachesOutside(string file, string text)
    {
        if (text.Contains("../" + "shared", StringComparison.Ordinal))
        {
            return $"{file}: a folder beside the clone";
        }

        if (ForeignDocument().Match(text) is { Success: true } document)
        {
            return $"{file}: a document that the clone does not have ({document.Value})";
        }

        string withoutPublic = s_publicPaths.Aggregate(text, (rest, path) => rest.Replace(path, "", StringComparison.Ordinal));
        string? machine = s_machinePaths.FirstOrDefault(path => StandsAlone(withoutPublic, path));
        return machine is not null ? $"{file}: a path of one machine ({machine})"
            : PackageSource().Match(text) is { Success: true } source ? $"{file}: a package source other than the public one ({source.Value})"
            : null;
    }

    /// <summary>The path begins a word: <c>"/root/x"</c> does, <c>tests/work/x</c> does not.</summary>
    static bool StandsAlone(string text, string path)
    {
        for (int at = text.IndexOf(path, StringComparison.Ordinal); at >= 0; at = text.IndexOf(path, at + 1, StringComparison.Ordinal))
        {
            if (at == 0 || !(char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '.' or '_' or '-' or '}' or ')' or '*' or '/'))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"^\s*namespace\s+(?<name>[\w.]+)\s*(?<brace>\{)?", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamespaceDeclaration();

    [GeneratedRegex(@"^[ \t]*#[ \t]*(if|elif)\b.*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Conditional();

    [GeneratedRegex(@"\bDESIGN(\.md|,? section)?\s*\d[\d.]*|\bDESIGN\.md\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ForeignDocument();

    [GeneratedRegex("\"resolved\":\\s*\"https?://(?!registry\\.npmjs\\.org/)[^\"]*|<add key=\"[^\"]*\" value=\"https?://(?!api\\.nuget\\.org/)[^\"]*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PackageSource();
}
