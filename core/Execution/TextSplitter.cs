namespace Orchestrator.Core.Execution;

/// <summary>Cuts a text into parts that a model can take, where a reader would pause: after a paragraph, a line, a sentence, a word.</summary>
public static class TextSplitter
{
    static readonly string[] Pauses = ["\n\n", "\n", ". ", "! ", "? ", " "];

    /// <param name="charactersMax">Of a part, at least 1; a pair of surrogates is cut only where it is 1.</param>
    /// <returns>The parts in order; joined they are <paramref name="text"/>. One empty part for an empty text.</returns>
    public static IReadOnlyList<string> Split(string text, int charactersMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(charactersMax, 1);
        List<string> parts = [];
        int start = 0;
        while (text.Length - start > charactersMax)
        {
            int length = FindPause(text.AsSpan(start, charactersMax));
            parts.Add(text.Substring(start, length));
            start += length;
        }

        parts.Add(text[start..]);
        return parts;
    }

    // A pause in the first half would make many small parts.
    static int FindPause(ReadOnlySpan<char> most)
    {
        foreach (string pause in Pauses)
        {
            int end = most.LastIndexOf(pause) + pause.Length;
            if (end > most.Length / 2 && end > pause.Length - 1)
            {
                return end;
            }
        }

        return most.Length > 1 && char.IsHighSurrogate(most[^1]) ? most.Length - 1 : most.Length;
    }
}
