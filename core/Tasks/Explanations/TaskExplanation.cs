namespace Orchestrator.Core.Tasks.Explanations;

/// <summary>Why a task stands where it does, for people.</summary>
/// <param name="Summary">One sentence.</param>
/// <param name="NextSteps">What would move it: commands as they are typed, or a hint. Empty: it moves by itself.</param>
public sealed record TaskExplanation(TaskSituation Situation, string Summary, Turn Turn, IReadOnlyList<string> NextSteps);
