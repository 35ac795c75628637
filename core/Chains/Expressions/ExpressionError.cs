namespace Orchestrator.Core.Chains.Expressions;

/// <summary>Why a text is no expression.</summary>
/// <param name="Position">Where, counted in characters from 1; one past the end when something is missing there.</param>
public sealed record ExpressionError(int Position, string Message)
{
    public override string ToString() => $"at character {Position}: {Message}";
}
