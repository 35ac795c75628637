using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace Orchestrator.Core.Chains.Outputs;

/// <summary>
/// A text with placeholders <c>{{name}}</c> or <c>{{name.path.0}}</c>. The characters <c>{{</c> themselves are written <c>\{{</c>; a backslash
/// before them is written twice. Braces that open no placeholder are an error, so a misspelled one never reaches a model.
/// </summary>
public sealed partial class TextTemplate
{
    const string Open = "{{";
    const string Close = "}}";

    readonly List<Part> _parts;

    TextTemplate(List<Part> parts) => _parts = parts;

    /// <summary>In order, each once.</summary>
    public IReadOnlyList<Placeholder> Placeholders => [.. _parts.OfType<Placeholder>().Distinct()];

    /// <summary>The whole text is one placeholder: a value of any JSON type can take its place.</summary>
    public Placeholder? Whole => _parts is [Placeholder only] ? only : null;

    /// <param name="error">What is wrong, with the character (from 1) at which it is.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out TextTemplate? template, [NotNullWhen(false)] out string? error)
    {
        template = null;
        error = null;
        var parts = new List<Part>();
        var literal = new StringBuilder();
        int at = 0;
        while (at < text.Length)
        {
            int slashes = CountSlashes(text, at);
            bool opens = text.AsSpan(at + slashes).StartsWith(Open, StringComparison.Ordinal);
            if (!opens)
            {
                int plain = Math.Max(slashes, 1);
                literal.Append(text, at, plain);
                at += plain;
                continue;
            }

            literal.Append('\\', slashes / 2);
            at += slashes;
            if (slashes % 2 == 1)
            {
                literal.Append(Open);
                at += Open.Length;
            }
            else if (at + 2 < text.Length && text[at + 2] == '{')
            {
                // Of three braces the last two open the placeholder.
                literal.Append('{');
                at++;
            }
            else if (PlaceholderPattern().Match(text, at) is { Success: true } match)
            {
                Add(parts, literal);
                parts.Add(Placeholder.Parse(match.Groups["name"].Value));
                at += match.Length;
            }
            else
            {
                error = $"'{{{{' at character {at + 1} opens no placeholder: it is {{{{name}}}}, and the two braces themselves are written \\{{{{";
                return false;
            }
        }

        Add(parts, literal);
        template = new TextTemplate(parts);
        return true;
    }

    /// <summary>Puts values in the place of all placeholders.</summary>
    /// <param name="valueOf">Null: it has none; it stays as written, and <paramref name="missing"/> gets it.</param>
    /// <returns>A text; what was put in is never read for placeholders.</returns>
    public string Render(Func<Placeholder, string?> valueOf, ICollection<Placeholder> missing)
    {
        var text = new StringBuilder();
        foreach (Part part in _parts)
        {
            if (part is not Placeholder placeholder)
            {
                text.Append(((Literal)part).Text);
            }
            else if (valueOf(placeholder) is { } value)
            {
                text.Append(value);
            }
            else
            {
                missing.Add(placeholder);
                text.Append(Open).Append(placeholder.Text).Append(Close);
            }
        }

        return text.ToString();
    }

    /// <summary>Puts in the values that are known, and stays a template for the others.</summary>
    /// <returns>The template's text; what was put in cannot be taken for a placeholder later.</returns>
    public string Bind(Func<Placeholder, string?> valueOf)
    {
        var parts = new List<Part>();
        var literal = new StringBuilder();
        foreach (Part part in _parts)
        {
            if (part is Placeholder placeholder && valueOf(placeholder) is var value)
            {
                literal.Append(value);
                if (value is null)
                {
                    Add(parts, literal);
                    parts.Add(part);
                }
            }
            else
            {
                literal.Append(((Literal)part).Text);
            }
        }

        Add(parts, literal);
        return Write(parts);
    }

    /// <returns>The template that renders to <paramref name="text"/> as it is.</returns>
    public static string Escape(string text) => Write([new Literal(text)]);

    static string Write(IReadOnlyList<Part> parts)
    {
        var text = new StringBuilder();
        for (int i = 0; i < parts.Count; i++)
        {
            if (parts[i] is Literal literal)
            {
                WriteLiteral(text, literal.Text, beforePlaceholder: i + 1 < parts.Count);
            }
            else
            {
                text.Append(Open).Append(((Placeholder)parts[i]).Text).Append(Close);
            }
        }

        return text.ToString();
    }

    static void WriteLiteral(StringBuilder text, string literal, bool beforePlaceholder)
    {
        int at = 0;
        while (at < literal.Length)
        {
            int slashes = CountSlashes(literal, at);
            ReadOnlySpan<char> rest = literal.AsSpan(at + slashes);
            bool opens = rest.StartsWith(Open, StringComparison.Ordinal);
            // What stands before a placeholder's own braces is read with them.
            bool touches = beforePlaceholder && rest is "" or "{";
            text.Append('\\', opens || touches ? slashes * 2 : slashes);
            at += slashes;
            if (opens)
            {
                text.Append('\\').Append(Open);
                at += Open.Length;
            }
            else if (at < literal.Length)
            {
                text.Append(literal[at++]);
            }
        }
    }

    static int CountSlashes(string text, int at)
    {
        int end = at;
        while (end < text.Length && text[end] == '\\')
        {
            end++;
        }

        return end - at;
    }

    static void Add(List<Part> parts, StringBuilder literal)
    {
        if (literal.Length > 0)
        {
            parts.Add(new Literal(literal.ToString()));
            literal.Clear();
        }
    }

    [GeneratedRegex(@"\G\{\{[ \t]*(?<name>[A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*)[ \t]*\}\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PlaceholderPattern();

    sealed record Literal(string Text) : Part;
}

/// <summary>A stretch of a <see cref="TextTemplate"/>.</summary>
public abstract record Part;

/// <param name="Text">As written, without braces and blanks: <c>article.title</c>.</param>
/// <param name="Name">The first step: what the value is looked up by.</param>
public sealed record Placeholder(string Text, string Name) : Part
{
    /// <summary>Steps into the value, after the name.</summary>
    public IReadOnlyList<string> Path => Text.Split('.')[1..];

    public static Placeholder Parse(string text) => new(text, text.Split('.')[0]);
}
