using System.Text;

namespace Orchestrator.Core.Chains.Expressions;

/// <summary>Cuts the text of an expression into tokens; <c>docs/expressions.md</c> has the grammar.</summary>
static class Tokenizer
{
    static readonly string[] Symbols = ["==", "!=", "<=", ">=", "&&", "||", "<", ">", "(", ")", "[", "]", ",", ".", "!"];
    static readonly string[] Words = ["and", "or", "not", "in", "contains", "exists"];

    /// <returns>The tokens with <see cref="TokenKind.End"/> last; or null and the error.</returns>
    public static List<Token>? Read(string text, out ExpressionError? error)
    {
        var tokens = new List<Token>();
        error = null;
        int at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            if (at == text.Length)
            {
                tokens.Add(new Token(TokenKind.End, "", at + 1));
                return tokens;
            }

            (Token token, int length) = ReadOne(text, at, out error);
            if (error is not null)
            {
                return null;
            }

            tokens.Add(token);
            at += length;
        }
    }

    static (Token Token, int Length) ReadOne(string text, int at, out ExpressionError? error)
    {
        error = null;
        char first = text[at];
        if (first is '\'' or '"')
        {
            return ReadText(text, at, out error);
        }

        if (first == '/')
        {
            int end = EndOf(text, at + 1, c => !char.IsWhiteSpace(c) && !"()[],=!<>&|'\"".Contains(c, StringComparison.Ordinal));
            return (new Token(TokenKind.Pointer, text[at..end], at + 1), end - at);
        }

        if (char.IsAsciiDigit(first) || (first == '-' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
        {
            return ReadNumber(text, at, out error);
        }

        if (IsNameStart(first))
        {
            int end = EndOf(text, at, c => IsNameStart(c) || char.IsAsciiDigit(c));
            string name = text[at..end];
            return (new Token(Words.Contains(name) ? TokenKind.Symbol : TokenKind.Name, name, at + 1), end - at);
        }

        if (Symbols.FirstOrDefault(s => text.AsSpan(at).StartsWith(s, StringComparison.Ordinal)) is { } symbol)
        {
            string plain = symbol switch { "&&" => "and", "||" => "or", "!" => "not", _ => symbol };
            return (new Token(TokenKind.Symbol, plain, at + 1), symbol.Length);
        }

        error = new ExpressionError(at + 1, first == '=' ? "'=' compares nothing: write '=='" : $"'{first}' has no meaning here");
        return default;
    }

    static (Token Token, int Length) ReadText(string text, int at, out ExpressionError? error)
    {
        error = null;
        var value = new StringBuilder();
        for (int i = at + 1; i < text.Length; i++)
        {
            if (text[i] == text[at])
            {
                return (new Token(TokenKind.Text, value.ToString(), at + 1), i + 1 - at);
            }

            if (text[i] == '\\' && i + 1 < text.Length)
            {
                i++;
                value.Append(text[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var other => other });
            }
            else
            {
                value.Append(text[i]);
            }
        }

        error = new ExpressionError(at + 1, $"the text that begins here has no closing {text[at]}");
        return default;
    }

    /// <summary>A number as JSON has it.</summary>
    static (Token Token, int Length) ReadNumber(string text, int at, out ExpressionError? error)
    {
        int end = EndOf(text, text[at] == '-' ? at + 1 : at, char.IsAsciiDigit);
        if (end + 1 < text.Length && text[end] == '.' && char.IsAsciiDigit(text[end + 1]))
        {
            end = EndOf(text, end + 1, char.IsAsciiDigit);
        }

        if (end < text.Length && text[end] is 'e' or 'E')
        {
            int digits = end + 1 < text.Length && text[end + 1] is '+' or '-' ? end + 2 : end + 1;
            int exponentEnd = EndOf(text, digits, char.IsAsciiDigit);
            end = exponentEnd > digits ? exponentEnd : end;
        }

        bool ends = end == text.Length || !(IsNameStart(text[end]) || text[end] == '.');
        error = ends ? null : new ExpressionError(at + 1, "this is no number");
        return (new Token(TokenKind.Number, text[at..end], at + 1), end - at);
    }

    static int EndOf(string text, int at, Func<char, bool> belongs)
    {
        while (at < text.Length && belongs(text[at]))
        {
            at++;
        }

        return at;
    }

    static bool IsNameStart(char c) => c == '_' || char.IsAsciiLetter(c);
}
