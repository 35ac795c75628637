using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Execution;

/// <summary>Parameters of <c>llm.complete</c>; the prompt is the task's own (<c>tasks.prompt</c>).</summary>
/// <param name="Model">Null: the model that the worker is configured with.</param>
/// <param name="Temperature">Null: the model's default.</param>
/// <param name="MaxOutputTokens">Null: the model's default.</param>
public sealed record LlmParameters(
    string? SystemPrompt = null, string? Model = null, double? Temperature = null, int? MaxOutputTokens = null) : ITaskParameters
{
    public const double TemperatureMax = 2;

    public IEnumerable<FieldViolation> Validate()
    {
        if (!TextRules.IsStorable(SystemPrompt))
        {
            yield return new FieldViolation("system_prompt", TextRules.NotStorable);
        }

        if (!TextRules.IsStorable(Model))
        {
            yield return new FieldViolation("model", TextRules.NotStorable);
        }

        if (Temperature is { } temperature && temperature is not (>= 0 and <= TemperatureMax))
        {
            yield return new FieldViolation("temperature", $"must be 0 to {TemperatureMax}");
        }

        if (MaxOutputTokens < 1)
        {
            yield return new FieldViolation("max_output_tokens", "must be at least 1");
        }
    }
}
