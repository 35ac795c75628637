using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Chains;

/// <summary>How many of a chain's tasks are in each status.</summary>
public sealed class StatusCounts
{
    readonly int[] _counts = new int[Enum.GetValues<TaskRecordStatus>().Length];

    public StatusCounts(IEnumerable<TaskRecordStatus> statuses)
    {
        foreach (TaskRecordStatus status in statuses)
        {
            _counts[(int)status]++;
            Total++;
        }
    }

    public int Total { get; }

    /// <summary>Of the skipped ones, those whose failure is tolerated: it counts as a warning.</summary>
    public int SkippedAfterFailure { get; private init; }

    public int this[TaskRecordStatus status] => _counts[(int)status];

    /// <param name="tasks">Each task's status, and whether it has warnings (<c>warnings_count</c> above 0).</param>
    public static StatusCounts Of(IReadOnlyCollection<(TaskRecordStatus Status, bool HasWarnings)> tasks) => new(tasks.Select(t => t.Status))
    {
        SkippedAfterFailure = tasks.Count(t => t is { Status: TaskRecordStatus.Skipped, HasWarnings: true }),
    };
}
