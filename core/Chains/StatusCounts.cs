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

    public int this[TaskRecordStatus status] => _counts[(int)status];
}
