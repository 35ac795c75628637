namespace Orchestrator.Core.Tasks;

/// <summary>What a task that does not run is waiting for; every long wait has one.</summary>
public enum WaitReason
{
    Dependency,
    ExecuteAfter,
    Backoff,
    Rate,
    Tokens,
    Budget,
    Concurrency,
    Approval,
    Worker,
    Suspended,
}
