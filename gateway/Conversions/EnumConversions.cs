using Orchestrator.Core.Tasks;
using Orchestrator.Core.Validation;
using Proto = Orchestrator.Protos.V1;

namespace Orchestrator.Gateway.Conversions;

/// <summary>Enums: a message's value is the domain's plus one, because 0 is unspecified there.</summary>
static class EnumConversions
{
    public static Proto.TaskStatus ToProto(TaskRecordStatus status) => (Proto.TaskStatus)((int)status + 1);

    public static Proto.ExecutionPriority ToProto(ExecutionPriority priority) => (Proto.ExecutionPriority)((int)priority + 1);

    public static Proto.WaitReason ToProto(WaitReason? reason) =>
        reason is { } known ? (Proto.WaitReason)((int)known + 1) : Proto.WaitReason.Unspecified;

    public static TaskRecordStatus ToStatus(Violations violations, string field, Proto.TaskStatus status)
    {
        if (status == Proto.TaskStatus.Unspecified || !Enum.IsDefined(status))
        {
            violations.Add(field, "must be a known status");
            return default;
        }

        return (TaskRecordStatus)((int)status - 1);
    }

    public static ExecutionPriority ToPriority(Violations violations, string field, Proto.ExecutionPriority priority)
    {
        if (!Enum.IsDefined(priority))
        {
            violations.Add(field, "must be a known priority");
            return ExecutionPriority.Normal;
        }

        return priority == Proto.ExecutionPriority.Unspecified ? ExecutionPriority.Normal : (ExecutionPriority)((int)priority - 1);
    }
}
