using Orchestrator.Core.Tasks;
using static Orchestrator.Core.Tasks.TaskRecordStatus;

namespace Orchestrator.Core.Chains;

/// <summary>A chain has no status of its own: it follows from its tasks (<c>docs/schema.md</c>, Chain status).</summary>
public static class ChainStatus
{
    /// <returns>Pending, running, or one of the ends; pending for a chain without tasks.</returns>
    public static TaskRecordStatus Derive(StatusCounts tasks)
    {
        int pending = tasks[Pending];
        bool isUnderWay = tasks[Queued] + tasks[Running] > 0 || (pending > 0 && pending < tasks.Total);
        return isUnderWay ? Running
            : pending == tasks.Total ? Pending
            : tasks[Failed] > 0 ? Failed
            : tasks[Cancelled] > 0 ? Cancelled
            : tasks[CompletedWithWarnings] + tasks.SkippedAfterFailure > 0 ? CompletedWithWarnings
            : Completed;
    }
}
