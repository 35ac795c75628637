using System.Text.RegularExpressions;

namespace Orchestrator.Core.Chains.Definitions;

/// <summary>A node's name within its chain.</summary>
public static partial class NodeKey
{
    public const string Rule = "a letter, then letters, digits, _ and -; up to 100 characters";

    public static bool IsValid(string key) => Pattern().IsMatch(key);

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_-]{0,99}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
