using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Execution;

/// <summary>Parameters of <c>sleep</c>.</summary>
/// <param name="DurationSeconds">Never null in a stored task.</param>
public sealed record SleepParameters(double? DurationSeconds) : ITaskParameters
{
    public const double DurationSecondsMax = 365 * 86_400d;

    public IEnumerable<FieldViolation> Validate()
    {
        if (DurationSeconds is not (>= 0 and <= DurationSecondsMax))
        {
            string range = $"0 to {DurationSecondsMax} seconds (365 days)";
            yield return new FieldViolation("duration_seconds", DurationSeconds is null ? $"is required: {range}" : $"must be {range}");
        }
    }
}
