namespace Orchestrator.Core.Chains.Expressions;

enum TokenKind
{
    End,

    /// <summary><c>== != &lt; &lt;= &gt; &gt;= ( ) [ ] , . ! &amp;&amp; ||</c> and the words <c>and or not in contains exists</c>.</summary>
    Symbol,
    Name,
    Number,
    Text,
    Pointer,
}

/// <param name="Text">A symbol or name as written, an unescaped text, a number, or a JSON pointer.</param>
/// <param name="Position">From 1.</param>
readonly record struct Token(TokenKind Kind, string Text, int Position)
{
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public override string ToString() => Kind switch
    {
        TokenKind.End => "the end",
        TokenKind.Text => $"the text '{Text}'",
        _ => $"'{Text}'",
    };
}
