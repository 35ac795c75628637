namespace Orchestrator.Core.Tasks.Explanations;

/// <summary>What is known of why a task stands where it does; <see cref="TaskExplainer"/> puts it into words.</summary>
public sealed record TaskSituation
{
    public required Guid TaskId { get; init; }

    public required string Namespace { get; init; }

    public required TaskRecordStatus Status { get; init; }

    /// <summary>What the database says (<c>explain_task</c>); null: it runs, or it has ended.</summary>
    public WaitReason? WaitReason { get; init; }

    /// <summary>Since when it has waited, or else has had its status.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Null: nobody can tell.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Of the last attempt, over the task's whole life; 0: none yet.</summary>
    public int Attempt { get; init; }

    public string? WorkerId { get; init; }

    /// <summary>A model call of its last attempt has been made and not answered.</summary>
    public bool IsModelAsked { get; init; }

    public string? ErrorType { get; init; }

    public string? ErrorMessage { get; init; }

    /// <summary>Who made the last transition, and why where that was said.</summary>
    public string? LastActor { get; init; }

    /// <inheritdoc cref="LastActor"/>
    public string? LastReason { get; init; }

    public Guid? ChainId { get; init; }

    /// <summary>Null: as many as can.</summary>
    public int? ChainMaxParallel { get; init; }

    /// <summary>Of a task that waits for it: the chain that is suspended, its own or one that that is a part of.</summary>
    public Suspension? Suspension { get; init; }

    /// <summary>Of an item: its map.</summary>
    public Guid? MapTaskId { get; init; }

    /// <summary>A parent ended in a way that no edge accepts.</summary>
    public bool IsBlocked { get; init; }

    /// <summary>The tasks that the reason is about: parents, or those whose end makes room.</summary>
    public IReadOnlyList<TaskReference> WaitsFor { get; init; } = [];

    /// <summary>Of a sub-chain node that has begun one.</summary>
    public SubChainState? SubChain { get; init; }

    /// <summary>Of a map that has items.</summary>
    public MapCounts? Items { get; init; }
}

/// <param name="Actor">Whoever suspended the chain; null: that is no longer known.</param>
/// <param name="Reason">Null: none was given.</param>
public sealed record Suspension(Guid ChainId, string? Actor, string? Reason);

public sealed record SubChainState(Guid ChainId, TaskRecordStatus Status);

/// <param name="Ended">In whatever way, the failed ones too.</param>
public sealed record MapCounts(long Total, long Ended, long Failed);
