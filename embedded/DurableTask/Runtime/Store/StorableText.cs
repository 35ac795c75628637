using System.Text;

namespace Microsoft.DurableTask.Runtime.Store;

/// <summary>What a text column takes: no U+0000, and no half of a surrogate pair, which has no UTF-8.</summary>
internal static class StorableText
{
    public static bool IsStorable(string? text)
    {
        if (text is null) return true;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0') return false;
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }

        return true;
    }

    /// <exception cref="ArgumentException">It holds what no store takes.</exception>
    public static string Check(string text, string name) => IsStorable(text)
        ? text
        : throw new ArgumentException($"'{Mend(text, 120)}' holds U+0000 or half of a surrogate pair and cannot be stored.", name);

    /// <summary>For texts that only people read: the same with U+FFFD for what cannot be stored, cut to a length.</summary>
    public static string Mend(string text, int lengthMax)
    {
        var mended = new StringBuilder(Math.Min(text.Length, lengthMax));
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (mended.Length + rune.Utf16SequenceLength > lengthMax) break;
            mended.Append((rune.Value == 0 ? Rune.ReplacementChar : rune).ToString());
        }

        return mended.ToString();
    }
}
