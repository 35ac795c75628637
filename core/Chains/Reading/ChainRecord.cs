using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Chains.Reading;

/// <summary>A chain as it is stored, for reading. JSON is text; times are UTC.</summary>
public sealed record ChainRecord
{
    public required Guid Id { get; init; }

    public required string Namespace { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required TaskRecordStatus Status { get; init; }

    /// <summary><c>namespace/name@version</c>; null: it was made from none.</summary>
    public string? Template { get; init; }

    /// <summary>JSON object.</summary>
    public required string Input { get; init; }

    public int? MaxParallel { get; init; }

    public FailurePolicy OnFailure { get; init; }

    /// <summary>Keys of nodes to be skipped.</summary>
    public IReadOnlyList<string> Bypass { get; init; } = [];

    public required string TriggeredBy { get; init; }

    public string? CorrelationId { get; init; }

    public string? ErrorMessage { get; init; }

    public required int Run { get; init; }

    public bool IsSuspended { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public int LastSequence { get; init; }

    public string? IdempotencyKey { get; init; }

    /// <summary>The sub-chain node that it is a part of.</summary>
    public Guid? ParentTaskId { get; init; }

    public required ChainNodeCounts Progress { get; init; }

    /// <summary>By position, then in the order of the definition; empty in lists.</summary>
    public IReadOnlyList<ChainNodeRecord> Nodes { get; init; } = [];

    /// <summary>Empty in lists.</summary>
    public IReadOnlyList<ChainEdgeRecord> Edges { get; init; } = [];
}

/// <param name="Running">Queued ones too.</param>
/// <param name="Completed">With warnings and resolved ones too.</param>
public sealed record ChainNodeCounts(int Total, int Pending, int Running, int Completed, int Failed, int Skipped, int Cancelled);

/// <summary>A node as it stands.</summary>
public sealed record ChainNodeRecord
{
    /// <summary>The task's id where it was given no key.</summary>
    public required string Key { get; init; }

    public required Guid TaskId { get; init; }

    public required string Name { get; init; }

    public required string Handler { get; init; }

    public required NodeKind Kind { get; init; }

    public required TaskRecordStatus Status { get; init; }

    public WaitReason? WaitReason { get; init; }

    public DateTimeOffset? WaitUntil { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public required int Run { get; init; }

    public int RetryCount { get; init; }

    public string? ErrorMessage { get; init; }

    public string? ErrorType { get; init; }

    public required int Position { get; init; }

    /// <summary>Of a map that has been expanded.</summary>
    public MapItemCounts? Items { get; init; }

    /// <summary>Of a sub-chain that has begun: the latest.</summary>
    public Guid? SubChainId { get; init; }
}

/// <param name="Completed">With warnings, resolved and skipped ones too.</param>
/// <param name="Failed">Cancelled ones too.</param>
public sealed record MapItemCounts(int Total, int Completed, int Failed, int Open);

/// <param name="Parent">Key.</param>
/// <param name="Child">Key.</param>
/// <param name="OutputMapping">JSON object: placeholder to pointer.</param>
public sealed record ChainEdgeRecord(
    string Parent, string Child, EdgeCondition Condition, string? Expression, string OutputMapping, bool IsPrimary);
