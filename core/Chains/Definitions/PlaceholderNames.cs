using System.Text.RegularExpressions;
using Orchestrator.Core.Chains.Runs;

namespace Orchestrator.Core.Chains.Definitions;

/// <summary>Names of placeholders (<c>docs/expressions.md</c>).</summary>
public static partial class PlaceholderNames
{
    /// <summary>The chain's input.</summary>
    public const string Input = "input";

    /// <summary>Of a map: the element.</summary>
    public const string Item = AttemptInputs.ItemName;

    /// <summary>Of a map: the element's place, from 0.</summary>
    public const string Index = "index";

    /// <summary>No edge may map these.</summary>
    public static IReadOnlyList<string> Reserved { get; } = [Input, Item, Index];

    public static bool IsValid(string name) => Pattern().IsMatch(name);

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_-]*\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
