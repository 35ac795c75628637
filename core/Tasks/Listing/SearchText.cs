using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Tasks.Listing;

/// <summary>
/// Texts that can be looked for in texts. The index knows groups of three characters of a word, which here is letters and digits, with a gap before
/// and after it (PostgreSQL's pg_trgm): a text without such a group would be held against every task that there is.
/// </summary>
static class SearchText
{
    /// <param name="text">Empty: no search.</param>
    public static void Check(Violations violations, string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        int length = TextRules.CountCharacters(text);
        if (length < TaskFilter.MinSearchText || length > TaskFilter.MaxSearchText)
        {
            violations.Add(
                "search_text", $"must have {TaskFilter.MinSearchText} to {TaskFilter.MaxSearchText} characters: texts are indexed by groups of three characters");
        }
        else if (!HasGroup(text))
        {
            violations.Add("search_text", "must have letters or digits to look for, three in a row or a part of a word with its beginning or end");
        }

        TextRules.CheckStorable(violations, "search_text", text);
    }

    /// <summary>What is before and after the text may be anything, so a gap counts only within it.</summary>
    static bool HasGroup(string text)
    {
        int run = 0;
        for (int i = 0; i < text.Length; i++)
        {
            bool isWord = char.IsLetterOrDigit(text[i]) || char.IsSurrogate(text[i]);
            bool beginsWithin = isWord && run == 0 && i > 0;  // two gaps and a character
            bool endsWithin = !isWord && run >= 2;            // two characters and a gap
            run = isWord ? run + 1 : 0;
            if (run >= 3 || beginsWithin || endsWithin)
            {
                return true;
            }
        }

        return false;
    }
}
