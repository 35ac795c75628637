namespace Orchestrator.Core.Validation;

/// <summary>A request that can never succeed as it is. The gateway answers INVALID_ARGUMENT with the violations.</summary>
public sealed class InvalidRequestException(IReadOnlyList<FieldViolation> violations)
    : Exception(string.Join("; ", violations.Select(v => $"{v.Field}: {v.Description}")))
{
    public InvalidRequestException(string field, string description)
        : this([new FieldViolation(field, description)])
    {
    }

    public IReadOnlyList<FieldViolation> Violations => violations;
}

/// <param name="Field">Path as the client wrote it, e.g. <c>requests[2].work.llm.prompt</c>.</param>
/// <param name="Description">What is wrong and what would be right; no secret, no long value.</param>
public sealed record FieldViolation(string Field, string Description);
