using System.IO.Enumeration;

namespace Orchestrator.Docker.Tests.Files;

/// <summary>What Docker is sent of the repository: what <c>.dockerignore</c> lets through.</summary>
static class BuildContext
{
    /// <param name="source">As COPY names it: a file, a folder with a slash, or a pattern in its last part.</param>
    public static bool Has(string root, string source)
    {
        string folder = Path.GetDirectoryName(source.TrimEnd('/')) ?? "";
        string name = Path.GetFileName(source.TrimEnd('/'));
        string[] found = Directory.Exists(Path.Combine(root, folder))
            ? [.. Directory.EnumerateFileSystemEntries(Path.Combine(root, folder), name).Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))]
            : [];
        string[] rules = [.. File.ReadLines(Path.Combine(root, ".dockerignore")).Select(l => l.Trim()).Where(l => l.Length > 0 && !l.StartsWith('#'))];
        return found.Length > 0 && found.All(path => !IsIgnored(path, rules));
    }

    /// <summary>The last rule that fits decides; one for a folder is one for all in it.</summary>
    static bool IsIgnored(string path, string[] rules)
    {
        bool ignored = false;
        foreach (string rule in rules)
        {
            string pattern = rule.TrimStart('!');
            bool fits = pattern == "**"
                || (pattern.StartsWith("**/", StringComparison.Ordinal)
                    ? path.Split('/').Any(part => FileSystemName.MatchesSimpleExpression(pattern.AsSpan(3), part))
                    : path == pattern || path.StartsWith(pattern + "/", StringComparison.Ordinal));
            ignored = fits ? !rule.StartsWith('!') : ignored;
        }

        return ignored;
    }
}
