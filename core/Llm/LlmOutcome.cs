namespace Orchestrator.Core.Llm;

/// <summary>What became of one model call: one HTTP request, one row of <c>llm_calls</c>.</summary>
public enum LlmOutcome
{
    /// <summary>Written before the request; whoever meets it waits for the answer or for the lease to end.</summary>
    Intended,
    Succeeded,
    Empty,
    Blocked,
    RateLimited,
    TimedOut,
    Failed,

    /// <summary>The lease ended without an answer: it may have been paid.</summary>
    Unknown,
}
