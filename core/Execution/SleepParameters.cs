using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Execution;

/// <summary>Parameters of <c>sleep</c>.</summary>
public sealed record SleepParameters(double DurationSeconds) : ITaskParameters
{
    public const double DurationSecondsMax = 365 * 86_400d;

    public IEnumerable<FieldViolation> Validate()
    {
        if (DurationSeconds is not (>= 0 and <= DurationSecondsMax))
        {
            yield return new FieldViolation("duration_seconds", $"must be 0 to {DurationSecondsMax} (365 days)");
        }
    }
}
