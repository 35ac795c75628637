using Orchestrator.Tests.Support;

namespace Orchestrator.Functions.Tests.Histories;

/// <summary>The recorded histories of this folder; docs/recorded-histories.md.</summary>
static class HistoryFiles
{
    public static string Folder { get; } = Path.Combine(CloneRoot.Path, "tests", "Functions", "Histories");

    /// <summary>Names without <c>.json</c>.</summary>
    public static IReadOnlyList<string> Names() =>
        [.. Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    public static Task<string> ReadAsync(string name) => File.ReadAllTextAsync(PathOf(name));

    public static Task WriteAsync(string name, string json) => File.WriteAllTextAsync(PathOf(name), json);

    static string PathOf(string name) => Path.Combine(Folder, $"{name}.json");
}
