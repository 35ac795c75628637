namespace Orchestrator.Architecture.Tests.Signatures;

/// <summary>A line of ours that the real packages do not have.</summary>
/// <param name="Nearest">The most similar real line; null when nothing resembles it.</param>
sealed record ApiDifference(string Line, string? Nearest)
{
    public override string ToString() => $"ours: {Line}\n    real: {Nearest ?? "(nothing like it)"}";
}
