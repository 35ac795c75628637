using System.Text.RegularExpressions;

namespace Orchestrator.Cli.Wording;

/// <summary>Enum values as the documentation writes them: <c>completed_with_warnings</c>.</summary>
internal static partial class WordText
{
    public static string Of<T>(T value)
        where T : struct, Enum => WordStart().Replace(value.ToString(), "_").ToLowerInvariant();

    /// <summary>All words but <c>unspecified</c>.</summary>
    public static string[] All<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Where(value => Convert.ToInt32(value) != 0).Select(Of)];

    public static T Parse<T>(string word)
        where T : struct, Enum => Enum.GetValues<T>().Single(value => Of(value) == word);

    [GeneratedRegex("(?<!^)(?=[A-Z])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WordStart();
}
