using Orchestrator.Core.Chains;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Database.Repositories.Execution;

/// <summary>A task whose row the transaction holds.</summary>
/// <param name="ExecuteAfter">Null when past.</param>
/// <param name="HasInputs">It belongs to a chain or a map.</param>
/// <param name="Attempt">The attempt asked for, or the last one; null: there is none.</param>
sealed record LockedTask(
    TaskRecordStatus Status,
    int Run,
    string Handler,
    string? Prompt,
    string Parameters,
    int RetryCount,
    int MaxRetries,
    bool Retryable,
    DateTimeOffset? ExecuteAfter,
    bool HasInputs,
    NodeKind Kind,
    Guid? ChainId,
    string Namespace,
    string? CorrelationId,
    LockedAttempt? Attempt)
{
    /// <summary>Why nothing more may happen to the task in <paramref name="run"/>; null when it may.</summary>
    public string? StopReason(int run) =>
        Run != run ? "other_run"
        : Status.IsEnd ? SnakeCase.From(Status.ToString())
        : null;
}

/// <param name="Outcome">What was recorded when it ended.</param>
/// <param name="HasResult">A result was recorded with it, be it as ignored.</param>
sealed record LockedAttempt(
    int Number, TaskRecordStatus Status, DateTimeOffset StartedAt, string? InstanceId, AttemptOutcome? Outcome, bool HasResult)
{
    public bool IsOpen => Status == TaskRecordStatus.Running;
}
