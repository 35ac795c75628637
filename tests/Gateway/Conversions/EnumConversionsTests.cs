using Orchestrator.Core.Tasks;
using Orchestrator.Core.Validation;
using Orchestrator.Gateway.Conversions;
using Proto = Orchestrator.Protos.V1;

namespace Orchestrator.Gateway.Tests.Conversions;

public sealed class EnumConversionsTests
{
    [Fact]
    public void ToProto_EveryValue_KeepsItsName()
    {
        Assert.All(Enum.GetValues<TaskRecordStatus>(), s => Assert.Equal($"{s}", $"{EnumConversions.ToProto(s)}"));
        Assert.All(Enum.GetValues<ExecutionPriority>(), p => Assert.Equal($"{p}", $"{EnumConversions.ToProto(p)}"));
        Assert.All(Enum.GetValues<WaitReason>(), r => Assert.Equal($"{r}", $"{EnumConversions.ToProto(r)}"));
        Assert.Equal(Enum.GetValues<TaskRecordStatus>().Length + 1, Enum.GetValues<Proto.TaskStatus>().Length);
        Assert.Equal(Enum.GetValues<ExecutionPriority>().Length + 1, Enum.GetValues<Proto.ExecutionPriority>().Length);
        Assert.Equal(Enum.GetValues<WaitReason>().Length + 1, Enum.GetValues<Proto.WaitReason>().Length);
    }

    [Fact]
    public void FromProto_EveryValue_ComesBack()
    {
        var violations = new Violations();
        Assert.All(Enum.GetValues<TaskRecordStatus>(), s => Assert.Equal(s, EnumConversions.ToStatus(violations, "f", EnumConversions.ToProto(s))));
        Assert.All(Enum.GetValues<ExecutionPriority>(), p => Assert.Equal(p, EnumConversions.ToPriority(violations, "f", EnumConversions.ToProto(p))));
        Assert.Equal(ExecutionPriority.Normal, EnumConversions.ToPriority(violations, "f", Proto.ExecutionPriority.Unspecified));
        Assert.Empty(violations.Found);
    }
}
