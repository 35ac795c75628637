using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Execution;

/// <summary>Parameters of <c>sum</c>.</summary>
public sealed record SumParameters(IReadOnlyList<double> Values) : ITaskParameters
{
    public const int ValuesMax = 10_000;

    public IEnumerable<FieldViolation> Validate()
    {
        if (Values.Count is < 1 or > ValuesMax)
        {
            yield return new FieldViolation("values", $"must have 1 to {ValuesMax:N0} numbers");
        }

        for (int i = 0; i < Values.Count; i++)
        {
            if (!double.IsFinite(Values[i]))
            {
                yield return new FieldViolation($"values[{i}]", "must be a finite number");
                yield break;
            }
        }
    }
}
