using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Chains.Runs;

/// <summary>How a task of a chain stands when its run is over.</summary>
/// <param name="HeldChildren">Children whose edge has an expression that is satisfied by this task's output.</param>
public sealed record NodeEnd(TaskRecordStatus Status, IReadOnlyList<Guid> HeldChildren);

/// <summary>A task that is ended without an attempt.</summary>
/// <param name="Run">It is left alone in any other.</param>
/// <param name="To">Skipped or cancelled.</param>
/// <param name="Reason">Kept with the transition, e.g. <c>blocked_by:fetch</c>.</param>
public sealed record NodeSettlement(Guid TaskId, int Run, TaskRecordStatus To, string Reason);

/// <summary>What pending tasks wait for.</summary>
/// <param name="Reason">Null: for nothing any more.</param>
public sealed record NodeWaits(IReadOnlyList<Guid> TaskIds, WaitReason? Reason);
