using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Chains.Planning;

/// <summary>What planning has to know of a task.</summary>
/// <param name="WillRetry">It has failed, is retryable and has retries left: its children still wait.</param>
/// <param name="IsDelayed">Its <c>execute_after</c> is not over.</param>
public readonly record struct NodeState(TaskRecordStatus Status, bool WillRetry = false, bool IsDelayed = false);
