using System.Globalization;
using System.Text;

namespace Orchestrator.Core.Chains.Diagrams;

/// <summary>
/// Text inside Mermaid's double quotes. All but letters, digits and a few signs becomes an entity (<c>#34;</c>), for quotes end the
/// text, back-ticks make it Markdown, angle brackets HTML, colons and percent signs styles and directives.
/// https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
/// </summary>
static class MermaidText
{
    const string Plain = " _-.,/+=";

    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && (Rune.IsLetterOrDigit(rune) || Plain.Contains((char)rune.Value, StringComparison.Ordinal)))
            {
                escaped.Append((char)rune.Value);
            }
            else if (Rune.IsControl(rune))
            {
                escaped.Append(' ');
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"#{rune.Value};");
            }
        }

        return escaped.ToString();
    }

    /// <summary>The first <paramref name="max"/> characters, with an ellipsis where there are more; never half a character.</summary>
    public static string Cut(string text, int max)
    {
        if (text.Length <= max)
        {
            return text;
        }

        int end = char.IsHighSurrogate(text[max - 1]) ? max - 1 : max;
        return $"{text[..end]}…";
    }
}
