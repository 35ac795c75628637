using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Bulk;

/// <summary>What is done to each task that a bulk operation's filter finds.</summary>
public enum BulkAction
{
    Cancel,
    Retry,
}

public static class BulkActionExtensions
{
    extension(BulkAction action)
    {
        /// <summary>From which statuses the action leads anywhere.</summary>
        public IReadOnlyList<TaskRecordStatus> AppliesTo =>
            action == BulkAction.Cancel ? TaskTransitions.Cancellable : [TaskRecordStatus.Failed];
    }
}
