namespace Orchestrator.Core.Llm;

/// <summary>One row of <c>llm_calls</c>.</summary>
/// <param name="CallNo">1, 2, ... within the attempt.</param>
public sealed record LlmCallKey(Guid TaskId, int Attempt, int CallNo);

/// <summary>The ledger's rows. Times are the database's.</summary>
public interface ILlmCallStore
{
    /// <summary>
    /// Looks for this request among the attempt's calls: answered, its answer; unanswered within its lease, in flight; no
    /// call, or none but such whose lease has ended (which become unknown), a new row for the caller. All in one
    /// transaction, so only one caller gets the row.
    /// </summary>
    Task<LlmIntent> IntendAsync(
        Guid taskId, int attempt, LlmRequest request, string workerId, TimeSpan lease, CancellationToken cancellationToken);

    /// <returns>False when the row is no longer intended: its lease had ended.</returns>
    Task<bool> RenewAsync(LlmCallKey call, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Records the answer; also the late one of a call that was given up as unknown.</summary>
    Task AnswerAsync(LlmCallKey call, LlmAnswer answer, TimeSpan latency, CancellationToken cancellationToken);
}

/// <summary>What <see cref="ILlmCallStore.IntendAsync"/> found.</summary>
public abstract record LlmIntent
{
    LlmIntent()
    {
    }

    /// <summary>The caller, and nobody else, is to make the call.</summary>
    public sealed record Granted(LlmCallKey Call) : LlmIntent;

    /// <summary>Somebody else makes it now.</summary>
    public sealed record InFlight(LlmCallKey Call) : LlmIntent;

    public sealed record Answered(LlmCallKey Call, LlmAnswer Answer) : LlmIntent;
}
