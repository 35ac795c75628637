using System.Text.Json.Serialization;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Core.Execution;

/// <summary>An item of a map node, as its slice sees it.</summary>
public sealed record MapItem(Guid TaskId, int Run, TaskRecordStatus Status)
{
    /// <summary>It counts among those that may be too many.</summary>
    [JsonIgnore]
    public bool HasFailed => Status is TaskRecordStatus.Failed or TaskRecordStatus.Cancelled;
}
