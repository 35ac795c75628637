using System.Globalization;
using System.Text.Json.Nodes;

namespace Orchestrator.Core.Chains.Expressions;

/// <summary>Recursive descent over the grammar of <c>docs/expressions.md</c>; the first error ends it.</summary>
sealed class ExpressionParser(List<Token> tokens)
{
    /// <summary>Parentheses, lists and negations within each other.</summary>
    public const int MaxDepth = 32;

    static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">=", "in", "contains"];

    int _at;
    int _depth;

    Token Next => tokens[_at];

    /// <exception cref="SyntaxException">It is no expression.</exception>
    public Condition Parse()
    {
        Condition whole = ParseOr();
        return Next.Kind == TokenKind.End ? whole : throw Error($"{Next} is not expected here");
    }

    Condition ParseOr()
    {
        List<Condition> parts = [ParseAnd()];
        while (Take("or"))
        {
            parts.Add(ParseAnd());
        }

        return parts.Count == 1 ? parts[0] : new Condition.Or(parts);
    }

    Condition ParseAnd()
    {
        List<Condition> parts = [ParseNot()];
        while (Take("and"))
        {
            parts.Add(ParseNot());
        }

        return parts.Count == 1 ? parts[0] : new Condition.And(parts);
    }

    Condition ParseNot()
    {
        if (!Take("not"))
        {
            return ParseTerm();
        }

        Enter();
        var not = new Condition.Not(ParseNot());
        _depth--;
        return not;
    }

    Condition ParseTerm()
    {
        if (Take("exists"))
        {
            return ParseExists();
        }

        if (Take("("))
        {
            Enter();
            Condition inner = ParseOr();
            Require(")");
            _depth--;
            return inner;
        }

        Operand left = ParseOperand();
        int before = _at;
        bool negated = Take("not");
        Token comparison = Next;
        if (comparison.Kind != TokenKind.Symbol || !Comparisons.Contains(comparison.Text) || (negated && comparison.Text != "in"))
        {
            _at = before;
            return new Condition.Truth(left);
        }

        _at++;
        return new Condition.Comparison(left, negated ? "not in" : comparison.Text, ParseOperand());
    }

    Condition.Exists ParseExists()
    {
        bool parenthesis = Take("(");
        Token start = Next;
        Condition.Exists exists = ParseOperand() is Operand.Path path
            ? new Condition.Exists(path)
            : throw new SyntaxException(start.Position, "'exists' needs a path into the output");
        if (parenthesis)
        {
            Require(")");
        }

        return exists;
    }

    Operand ParseOperand()
    {
        Token token = Next;
        _at++;
        switch (token.Kind)
        {
            case TokenKind.Number:
                return new Operand.Literal(JsonNode.Parse(ToJsonNumber(token)));
            case TokenKind.Text:
                return new Operand.Literal(JsonValue.Create(token.Text));
            case TokenKind.Pointer:
                return Outputs.JsonPointer.TryParse(token.Text, out IReadOnlyList<string>? steps)
                    ? new Operand.Path(steps)
                    : throw new SyntaxException(token.Position, $"{token.Text} is no JSON pointer: ~ is written ~0, / in a name ~1");
            case TokenKind.Name:
                return token.Text switch
                {
                    "true" => new Operand.Literal(JsonValue.Create(true)),
                    "false" => new Operand.Literal(JsonValue.Create(false)),
                    "null" => new Operand.Literal(null),
                    _ => ParsePath(token.Text),
                };
            case TokenKind.Symbol when token.Text == "[":
                return ParseList();
            default:
                _at--;
                throw Error(token.Kind == TokenKind.End
                    ? "a value is missing: a path, a number, a text, true, false, null or a list"
                    : $"a value is expected here, not {token}");
        }
    }

    /// <summary><c>a.b[0]['c d']</c>.</summary>
    Operand.Path ParsePath(string first)
    {
        List<string> steps = [first];
        while (true)
        {
            if (Take("."))
            {
                // After a dot every word is a name.
                steps.Add(Next.Kind is TokenKind.Name || (Next.Kind == TokenKind.Symbol && char.IsAsciiLetter(Next.Text[0]))
                    ? Next.Text
                    : throw Error($"a name is expected after the dot, not {Next}"));
                _at++;
            }
            else if (Take("["))
            {
                bool isStep = Next.Kind == TokenKind.Text || (Next.Kind == TokenKind.Number && Next.Text.All(char.IsAsciiDigit));
                steps.Add(isStep ? Next.Text : throw Error($"an index or a name in quotes is expected, not {Next}"));
                _at++;
                Require("]");
            }
            else
            {
                return new Operand.Path(steps);
            }
        }
    }

    Operand.List ParseList()
    {
        Enter();
        List<Operand> items = [];
        while (!Take("]"))
        {
            if (items.Count > 0)
            {
                Require(",");
            }

            items.Add(ParseOperand());
        }

        _depth--;
        return new Operand.List(items);
    }

    static string ToJsonNumber(Token token)
    {
        bool leadingZero = token.Text.TrimStart('-') is ['0', >= '0' and <= '9', ..];
        return !leadingZero && double.IsFinite(double.Parse(token.Text, CultureInfo.InvariantCulture))
            ? token.Text
            : throw new SyntaxException(token.Position, $"{token.Text} is no number");
    }

    bool Take(string symbol)
    {
        bool found = Next.Is(symbol);
        _at += found ? 1 : 0;
        return found;
    }

    void Require(string symbol)
    {
        if (!Take(symbol))
        {
            throw Error($"'{symbol}' is expected here, not {Next}");
        }
    }

    void Enter()
    {
        if (++_depth > MaxDepth)
        {
            throw Error($"more than {MaxDepth} levels within each other");
        }
    }

    SyntaxException Error(string message) => new(Next.Position, message);
}

/// <summary>Leaves the parser at the first error; never leaves <see cref="ConditionExpression"/>.</summary>
sealed class SyntaxException(int position, string message) : Exception(message)
{
    public ExpressionError Error => new(position, Message);
}
