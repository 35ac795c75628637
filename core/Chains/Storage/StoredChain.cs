using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Chains.Storage;

/// <summary>A chain as it is stored, with all that decides what may run next.</summary>
/// <param name="Context">JSON object: the chain's input.</param>
/// <param name="Bypass">Node keys to be skipped.</param>
public sealed record StoredChain(
    Guid Id,
    string Name,
    TaskRecordStatus Status,
    Guid? RootTaskId,
    string Context,
    int? MaxParallel,
    bool ContinueOnFailure,
    IReadOnlyList<string> Bypass,
    IReadOnlyList<StoredNode> Nodes,
    IReadOnlyList<StoredEdge> Edges);

/// <param name="Key">Null: the task was given none.</param>
/// <param name="Position">0 for a root, else one more than its highest parent's.</param>
public sealed record StoredNode(
    Guid TaskId,
    string? Key,
    string Name,
    string Handler,
    TaskRecordStatus Status,
    int Run,
    int RetryCount,
    int MaxRetries,
    bool Retryable,
    bool Skippable,
    DateTimeOffset? ExecuteAfter,
    int Position);

/// <param name="OutputMapping">JSON object: the child's placeholder to a JSON pointer into the parent's output.</param>
/// <param name="IsPrimary">The edge that <c>tasks.parent_task_id</c> mirrors.</param>
public sealed record StoredEdge(
    Guid ParentTaskId, Guid ChildTaskId, string OutputMapping, EdgeCondition Condition, string? Expression, bool IsPrimary);
