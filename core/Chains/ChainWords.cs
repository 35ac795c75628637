using System.Text.Json;

namespace Orchestrator.Core.Chains;

/// <summary>The enums of chains as the database, the templates and the messages spell them: <c>on_success</c>, <c>fail_fast</c>.</summary>
public static class ChainWords
{
    public static string Of<T>(T value)
        where T : struct, Enum => Words<T>.ByValue[value];

    /// <returns>False when no value is spelled so; case matters.</returns>
    public static bool TryParse<T>(string word, out T value)
        where T : struct, Enum => Words<T>.ByWord.TryGetValue(word, out value);

    /// <returns>All spellings, in the order of declaration.</returns>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(Of)];

    static class Words<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByValue =
            Enum.GetValues<T>().ToDictionary(v => v, v => JsonNamingPolicy.SnakeCaseLower.ConvertName($"{v}"));

        public static readonly Dictionary<string, T> ByWord = ByValue.ToDictionary(w => w.Value, w => w.Key);
    }
}
