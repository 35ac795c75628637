using System.Text.Json.Serialization;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Execution;

/// <summary>Parameters of <c>debug.echo</c>.</summary>
/// <param name="Message">Null: an empty one.</param>
/// <param name="DelaySeconds">Waited first, inside the attempt.</param>
/// <param name="FailingAttempts">The first so many attempts of each run fail with a retryable error.</param>
public sealed record EchoParameters(
    string? Message = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] double DelaySeconds = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int FailingAttempts = 0) : ITaskParameters
{
    public const double DelaySecondsMax = 600;
    public const int FailingAttemptsMax = 20;

    public IEnumerable<FieldViolation> Validate()
    {
        if (!TextRules.IsStorable(Message))
        {
            yield return new FieldViolation("message", TextRules.NotStorable);
        }

        if (DelaySeconds is not (>= 0 and <= DelaySecondsMax))
        {
            yield return new FieldViolation("delay_seconds", $"must be 0 to {DelaySecondsMax} seconds");
        }

        if (FailingAttempts is < 0 or > FailingAttemptsMax)
        {
            yield return new FieldViolation("failing_attempts", $"must be 0 to {FailingAttemptsMax}");
        }
    }
}
