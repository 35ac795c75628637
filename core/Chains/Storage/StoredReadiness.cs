using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Chains.Storage;

/// <summary>What the database says of a task's readiness (<c>get_task_readiness</c>).</summary>
/// <param name="NextRetryAt">Null: no retry is due.</param>
/// <param name="ParentsCompleted">Parents that have ended, in whatever way.</param>
/// <param name="Attempts">Of this run, as <paramref name="AttemptsLimit"/>.</param>
/// <param name="IsBlocked">A parent ended in a way that no edge accepts: the task can never begin.</param>
/// <param name="BlockingReason">Null when ready; else a word and what it is about: <c>waits_for:&lt;task&gt;</c>.</param>
public sealed record StoredReadiness(
    Guid TaskId,
    TaskRecordStatus Status,
    bool AreDependenciesSatisfied,
    bool IsRetryEligible,
    bool IsReady,
    DateTimeOffset? NextRetryAt,
    int ParentsTotal,
    int ParentsCompleted,
    int Attempts,
    int AttemptsLimit,
    bool IsBlocked,
    string? BlockingReason);
