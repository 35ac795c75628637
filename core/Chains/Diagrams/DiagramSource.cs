using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Chains.Diagrams;

/// <summary>A chain, or a definition of one, as its pictures need it.</summary>
/// <param name="BegunAt">When its roots were ready; null: of a definition, or of a chain that nothing has begun yet.</param>
public sealed record DiagramSource(
    string Title, DateTimeOffset? BegunAt, IReadOnlyList<DiagramNode> Nodes, IReadOnlyList<DiagramEdge> Edges);

/// <summary>A node; of a definition only what it is, of a chain also how it stands.</summary>
/// <param name="Key">Unique in the picture.</param>
/// <param name="Kind"><c>work</c>, <c>map</c>, <c>approval</c> or <c>sub_chain</c>.</param>
/// <param name="Handler">Empty where the kind says it all.</param>
public sealed record DiagramNode(string Key, string Name, string Kind, string Handler)
{
    /// <summary>Null: of a definition.</summary>
    public DiagramState? State { get; init; }
}

/// <param name="Items">Of a map that has been expanded.</param>
public sealed record DiagramState(
    Guid TaskId,
    TaskRecordStatus Status,
    DateTimeOffset? StartedAt,
    DateTimeOffset? CompletedAt,
    string? ErrorType,
    string? ErrorMessage,
    DiagramItems? Items)
{
    /// <returns>How long it has taken, up to <paramref name="now"/> where it still runs; null: it has not begun.</returns>
    public TimeSpan? Duration(DateTimeOffset now) => StartedAt is not { } started || (CompletedAt is null && Status.IsEnd)
        ? null
        : (CompletedAt ?? now) is var end && end > started ? end - started : TimeSpan.Zero;
}

/// <param name="Ended">In whatever way, the failed ones too.</param>
public sealed record DiagramItems(int Total, int Ended, int Failed);

/// <param name="Expression">With <see cref="EdgeCondition.Expression"/> alone.</param>
public sealed record DiagramEdge(string Parent, string Child, EdgeCondition Condition, string? Expression);
