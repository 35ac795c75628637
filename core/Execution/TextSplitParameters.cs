using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Execution;

/// <summary>Parameters of <c>text.split</c>.</summary>
/// <param name="PartCharactersMax">Of each part, in UTF-16 units.</param>
public sealed record TextSplitParameters(string Text, int PartCharactersMax = TextSplitParameters.DefaultPartCharactersMax) : ITaskParameters
{
    public const int DefaultPartCharactersMax = 8_000;
    const int PartCharactersLimit = 1_000_000;

    public IEnumerable<FieldViolation> Validate()
    {
        if (!TextRules.IsStorable(Text))
        {
            yield return new FieldViolation("text", TextRules.NotStorable);
        }

        if (PartCharactersMax is < 1 or > PartCharactersLimit)
        {
            yield return new FieldViolation("part_characters_max", $"must be 1 to {PartCharactersLimit:N0}");
        }
    }
}
