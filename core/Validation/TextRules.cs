namespace Orchestrator.Core.Validation;

/// <summary>What a text from outside may be. Characters are Unicode code points, as PostgreSQL counts them.</summary>
public static class TextRules
{
    /// <summary>What is wrong with a text that is not <see cref="IsStorable"/>.</summary>
    public const string NotStorable = "must not contain the character U+0000";

    public static int CountCharacters(string text) => text.Length - text.Count(char.IsLowSurrogate);

    /// <summary>Checks the length, and that PostgreSQL can store the text (it cannot store U+0000).</summary>
    /// <param name="min">0: the field may be left empty.</param>
    public static void Check(Violations violations, string field, string text, int min, int max = int.MaxValue)
    {
        // A text of more than max UTF-16 units may still have few enough characters; one of 2 * max + 1 cannot.
        int length = text.Length > 2L * max ? int.MaxValue : CountCharacters(text);
        if (length < min || length > max)
        {
            violations.Add(field, text.Length == 0 && min > 0 ? Required(min, max) : Range(min, max));
        }

        CheckStorable(violations, field, text);
    }

    public static void CheckStorable(Violations violations, string field, string text)
    {
        if (!IsStorable(text))
        {
            violations.Add(field, NotStorable);
        }
    }

    /// <returns>False when it has U+0000, which PostgreSQL cannot hold.</returns>
    public static bool IsStorable(string? text) => text is null || !text.Contains('\0', StringComparison.Ordinal);

    static string Required(int min, int max) => $"is required: {Range(min, max)}";

    static string Range(int min, int max) => (min, max) switch
    {
        (0, _) => $"must have at most {max} characters",
        (_, int.MaxValue) => $"must have at least {min} character{(min == 1 ? "" : "s")}",
        _ => $"must have {min} to {max} characters",
    };
}
