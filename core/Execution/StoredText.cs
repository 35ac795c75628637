using System.Text;

namespace Orchestrator.Core.Execution;

/// <summary>Text from outside, made fit for PostgreSQL, which refuses NUL and halves of surrogate pairs.</summary>
public static class StoredText
{
    /// <returns>The same text with U+FFFD in the place of each character that cannot be stored.</returns>
    public static string Clean(string text)
    {
        if (IsClean(text))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            clean.Append(rune.Value == 0 ? Rune.ReplacementChar.ToString() : rune.ToString());
        }

        return clean.ToString();
    }

    static bool IsClean(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
