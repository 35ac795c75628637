using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Execution;

/// <summary>What an activity finds when it is about to run an attempt.</summary>
public abstract record AttemptStart
{
    AttemptStart()
    {
    }

    /// <summary>The task is running and the attempt has its row; a repeat of an unfinished attempt finds the same row.</summary>
    public sealed record Begun(TaskAttempt Attempt) : AttemptStart;

    /// <summary>The attempt had ended before: this is its recorded outcome; or the task no longer wants it.</summary>
    public sealed record Settled(AttemptOutcome Outcome) : AttemptStart;
}

/// <summary>The work of one attempt, as read when it began.</summary>
/// <param name="Parameters">JSON object of the handler's parameters.</param>
/// <param name="RetriesUsed">Retries of this run so far.</param>
/// <param name="StartedAt">The database's time.</param>
/// <param name="HasInputs">It belongs to a chain or a map: prompt and parameters are templates.</param>
public sealed record TaskAttempt(
    AttemptKey Key,
    string Handler,
    string? Prompt,
    string Parameters,
    int RetriesUsed,
    int MaxRetries,
    DateTimeOffset StartedAt,
    bool HasInputs = false,
    string Namespace = NamespaceName.Default,
    string? CorrelationId = null);
