using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Orchestrator.Core.Chains.Expressions;

/// <summary>
/// The condition of an edge, over the parent's output (<see cref="Outputs.TaskOutput"/>): <c>json.label == 'urgent' and exists data.id</c>.
/// <c>docs/expressions.md</c> has the language. It is total: no document makes it throw, and what cannot be told is not satisfied.
/// </summary>
public sealed class ConditionExpression
{
    public const int MaxLength = 2_000;

    readonly Condition _condition;

    ConditionExpression(string text, Condition condition)
    {
        Text = text;
        _condition = condition;
    }

    public string Text { get; }

    public static bool TryParse(
        string text, [NotNullWhen(true)] out ConditionExpression? expression, [NotNullWhen(false)] out ExpressionError? error)
    {
        expression = null;
        if (text.Length > MaxLength)
        {
            error = new ExpressionError(MaxLength + 1, $"an expression has at most {MaxLength:N0} characters");
            return false;
        }

        if (Tokenizer.Read(text, out error) is not { } tokens)
        {
            error ??= new ExpressionError(1, "cannot be read");
            return false;
        }

        try
        {
            expression = new ConditionExpression(text, new ExpressionParser(tokens).Parse());
            return true;
        }
        catch (SyntaxException e)
        {
            error = e.Error;
            return false;
        }
    }

    /// <returns>True only when the condition is certainly true: a look-up that fails makes what depends on it not satisfied, also under <c>not</c>.</returns>
    public bool IsSatisfiedBy(JsonNode? document) => _condition.Evaluate(document) == true;
}
