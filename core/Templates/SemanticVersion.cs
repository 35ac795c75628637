using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Orchestrator.Core.Templates;

/// <summary>A version as semver.org 2.0.0 has it.</summary>
public sealed partial class SemanticVersion
{
    public const string Rule = "a semantic version, such as 1.2.0 or 2.0.0-rc.1";
    public const int LengthMax = 100;

    readonly int[] _numbers;
    readonly string[] _preRelease;

    SemanticVersion(string text, int[] numbers, string[] preRelease) => (Text, _numbers, _preRelease) = (text, numbers, preRelease);

    /// <summary>
    /// Numbers as numbers: 1.10.0 comes after 1.9.0. What differs in build metadata alone has the same precedence; then the texts decide, so
    /// that the order is total.
    /// </summary>
    public static IComparer<SemanticVersion> Order { get; } = Comparer<SemanticVersion>.Create((left, right) => left.CompareTo(right));

    public string Text { get; }

    public bool IsPreRelease => _preRelease.Length > 0;

    /// <returns>Null when it is none.</returns>
    public static SemanticVersion? TryParse(string text)
    {
        if (text.Length > LengthMax || Pattern().Match(text) is not { Success: true } match)
        {
            return null;
        }

        int[] numbers = [.. match.Groups["number"].Captures.Select(c => int.Parse(c.Value, CultureInfo.InvariantCulture))];
        return new SemanticVersion(text, numbers, match.Groups["pre"] is { Success: true } pre ? pre.Value.Split('.') : []);
    }

    /// <returns>The latest release; where there is none the latest pre-release; null when there are no versions.</returns>
    public static string? LatestOf(IEnumerable<string> versions) => versions
        .Select(TryParse).OfType<SemanticVersion>()
        .OrderBy(version => !version.IsPreRelease).ThenBy(version => version, Order)
        .LastOrDefault()?.Text;

    public override string ToString() => Text;

    int CompareTo(SemanticVersion other)
    {
        int byNumber = _numbers.AsSpan().SequenceCompareTo(other._numbers);
        return byNumber != 0 ? byNumber
            : IsPreRelease != other.IsPreRelease ? other.IsPreRelease.CompareTo(IsPreRelease)
            : ComparePreRelease(other) is not 0 and var byPreRelease ? byPreRelease
            : string.CompareOrdinal(Text, other.Text);
    }

    int ComparePreRelease(SemanticVersion other)
    {
        for (int i = 0; i < Math.Min(_preRelease.Length, other._preRelease.Length); i++)
        {
            int compared = CompareIdentifiers(_preRelease[i], other._preRelease[i]);
            if (compared != 0)
            {
                return compared;
            }
        }

        return _preRelease.Length.CompareTo(other._preRelease.Length);
    }

    // Numbers come before words.
    static int CompareIdentifiers(string left, string right) => (IsNumber(left), IsNumber(right)) switch
    {
        (true, true) => BigInteger.Parse(left, CultureInfo.InvariantCulture).CompareTo(BigInteger.Parse(right, CultureInfo.InvariantCulture)),
        (false, false) => string.CompareOrdinal(left, right),
        (true, false) => -1,
        _ => 1,
    };

    static bool IsNumber(string identifier) => identifier.All(char.IsAsciiDigit);

    [GeneratedRegex(
        @"\A(?<number>0|[1-9][0-9]{0,8})\.(?<number>0|[1-9][0-9]{0,8})\.(?<number>0|[1-9][0-9]{0,8})"
        + @"(-(?<pre>(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(\.(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*))?"
        + @"(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
