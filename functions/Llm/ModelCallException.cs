using Orchestrator.Core.Llm;

namespace Orchestrator.Functions.Llm;

/// <summary>A model call that brought no answer, in the ledger's words; every <c>IChatClient</c> of ours throws only this.</summary>
/// <param name="httpStatus">Null when no answer arrived.</param>
public sealed class ModelCallException(
    LlmOutcome outcome, string message, int? httpStatus = null, TimeSpan? retryAfter = null, Exception? innerException = null)
    : Exception(message, innerException)
{
    public LlmOutcome Outcome => outcome;

    public int? HttpStatus => httpStatus;

    public TimeSpan? RetryAfter => retryAfter;
}
