namespace Orchestrator.Architecture.Tests.Sources;

/// <summary>Hand-written source files of the production folders.</summary>
static class ProductionSources
{
    static readonly string[] s_folders = ["cli", "core", "database", "embedded", "functions", "gateway", "platform", "protos"];
    static readonly string[] s_kinds = [".cs", ".proto", ".sql", ".ts", ".mjs", ".js"];

    public static IReadOnlyList<string> Files { get; } =
        [.. Checkout.Files.Where(file => s_folders.Contains(file.Split('/')[0]) && s_kinds.Contains(Path.GetExtension(file)))];

    public static IEnumerable<string> CSharp => Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal));
}
