namespace Microsoft.DurableTask.Tests.Documents;

/// <summary>docs/embedded-runtime.md of this clone.</summary>
internal static class EmbeddedRuntimePage
{
    public static string Text { get; } = File.ReadAllText(Path.Combine(FindRoot(), "docs", "embedded-runtime.md"));

    /// <summary>The page's blocks of SQL, in order.</summary>
    public static IReadOnlyList<string> Queries { get; } =
        [.. Text.Split("```sql\n").Skip(1).Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)])];

    static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Orchestrator.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"Orchestrator.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
