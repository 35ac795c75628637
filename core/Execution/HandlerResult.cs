namespace Orchestrator.Core.Execution;

/// <summary>What a handler made.</summary>
/// <param name="Output">Text result.</param>
/// <param name="StructuredOutput">Any JSON value; null for none.</param>
/// <param name="WarningsCount">Above 0: the task completes with warnings.</param>
public sealed record HandlerResult(string? Output, string? StructuredOutput = null, int WarningsCount = 0, ModelUsage? Usage = null);

/// <summary>Which model answered, and the tokens that the provider counted; null where it counted none.</summary>
public sealed record ModelUsage(string Model, int? PromptTokens, int? CompletionTokens);
