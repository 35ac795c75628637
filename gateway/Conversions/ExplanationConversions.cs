using System.Text.Json;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Explanations;
using Orchestrator.Core.Tasks.Lineage;
using Proto = Orchestrator.Protos.V1;

namespace Orchestrator.Gateway.Conversions;

/// <summary>Explanations and lineages to messages.</summary>
static class ExplanationConversions
{
    public static Proto.ExplainTaskResponse ToProto(this TaskExplanation explanation)
    {
        TaskSituation task = explanation.Situation;
        return new Proto.ExplainTaskResponse
        {
            TaskId = task.TaskId.ToString("D"),
            Status = EnumConversions.ToProto(task.Status),
            Summary = explanation.Summary,
            WaitReason = EnumConversions.ToProto(task.WaitReason),
            Since = TimeConversions.ToTimestamp(task.Since),
            Until = TimeConversions.ToTimestamp(task.Until),
            WaitsFor = { task.WaitsFor.Select(ToProto) },
            Turn = JsonNamingPolicy.SnakeCaseLower.ConvertName($"{explanation.Turn}"),
            NextSteps = { explanation.NextSteps },
        };
    }

    public static Proto.GetTaskLineageResponse ToProto(this TaskLineage lineage) => new()
    {
        Ancestors = { lineage.Ancestors.Select(ToProto) },
        Descendants = { lineage.Descendants.Select(ToProto) },
    };

    static Proto.LineageEntry ToProto(LineageEntry entry) => new()
    {
        Task = ToProto(entry.Task),
        Distance = entry.Distance,
        ThroughTaskIds = { entry.ThroughTaskIds.Select(id => id.ToString("D")) },
    };

    static Proto.TaskReference ToProto(TaskReference task) => new()
    {
        TaskId = task.TaskId.ToString("D"),
        NodeKey = task.NodeKey ?? "",
        Name = task.Name,
        Status = EnumConversions.ToProto(task.Status),
    };
}
