namespace Orchestrator.Infra.Tests;

static class Violations
{
    /// <summary>Fails with every violation on a line of its own, below what the rule says.</summary>
    public static void AssertNone(string rule, IEnumerable<string> violations)
    {
        string[] found = [.. violations.Distinct().Order(StringComparer.Ordinal)];
        Assert.True(found.Length == 0, $"{rule}\n{found.Length} found:\n  {string.Join("\n  ", found)}");
    }
}
