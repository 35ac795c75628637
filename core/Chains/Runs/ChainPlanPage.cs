using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Chains.Runs;

/// <summary>A stretch of a chain's plan, small enough for any backend's messages: ids, keys and rules, no prompts and no outputs.</summary>
/// <param name="StopReason">Not null: the chain is gone, has ended, or is in another run; nothing is to be done.</param>
/// <param name="NodeCount">Of the whole chain.</param>
/// <param name="Nodes">In the order of their ids, which is that of their making.</param>
/// <param name="Edges">Those that lead to <paramref name="Nodes"/>.</param>
/// <param name="Suspended">The chain, or one that it is a part of: nothing is to be started.</param>
/// <param name="EventsMax">History events after which the run continues as new; null: never, as runs did that began before there was a limit.</param>
/// <param name="Ended">Nodes of the whole chain that have ended.</param>
public sealed record ChainPlanPage(
    string? StopReason,
    int NodeCount,
    int? MaxParallel,
    FailurePolicy OnFailure,
    IReadOnlyList<string> Bypass,
    IReadOnlyList<ChainPlanNode> Nodes,
    IReadOnlyList<ChainPlanEdge> Edges,
    bool Suspended = false,
    int? EventsMax = null,
    int Ended = 0)
{
    public static ChainPlanPage Stopped(string reason) => new(reason, 0, null, FailurePolicy.FailFast, [], [], []);
}

/// <param name="Key">The node's key; of a task without one, its id.</param>
/// <param name="WasStopped">It was cancelled while it was under way.</param>
public sealed record ChainPlanNode(
    Guid TaskId,
    int Run,
    string Key,
    TaskRecordStatus Status,
    ExecutionPriority Priority,
    int Position,
    bool Skippable,
    NodeKind Kind = NodeKind.Work,
    bool WasStopped = false);

/// <param name="Parent">Index among all nodes of the chain.</param>
/// <param name="NeedsOutput">It maps something of the parent's output into the child.</param>
/// <param name="Holds">Of an expression over a parent that has ended: whether it is satisfied.</param>
public sealed record ChainPlanEdge(int Parent, int Child, EdgeCondition Condition, bool NeedsOutput, bool Holds);
