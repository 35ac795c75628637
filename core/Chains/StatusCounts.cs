using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Chains;

/// <summary>How many of a chain's tasks are in each status.</summary>
public sealed class StatusCounts
{
    readonly int[] _counts = new int[Enum.GetValues<TaskRecordStatus>().Length];

    public StatusCounts(IEnumerable<TaskRecordStatus> statuses)
        : this(statuses.Select(status => (status, HasWarnings: false)))
    {
    }

    /// <param name="tasks">Each task's status, and whether it ended with warnings (<c>warnings_count</c> above 0).</param>
    public StatusCounts(IEnumerable<(TaskRecordStatus Status, bool HasWarnings)> tasks)
    {
        foreach ((TaskRecordStatus status, bool hasWarnings) in tasks)
        {
            _counts[(int)status]++;
            SkippedAfterFailure += status == TaskRecordStatus.Skipped && hasWarnings ? 1 : 0;
            Total++;
        }
    }

    public int Total { get; }

    /// <summary>Of the skipped ones, those whose failure is tolerated: it counts as a warning.</summary>
    public int SkippedAfterFailure { get; }

    public int this[TaskRecordStatus status] => _counts[(int)status];
}
