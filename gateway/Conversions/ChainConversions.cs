using System.Text.Json.Nodes;
using Google.Protobuf.Collections;
using Orchestrator.Core.Chains.Reading;
using Proto = Orchestrator.Protos.V1;

namespace Orchestrator.Gateway.Conversions;

/// <summary>Stored chains to messages; what a chain does not have stays empty.</summary>
static class ChainConversions
{
    public static Proto.Chain ToProto(this ChainRecord chain)
    {
        var message = new Proto.Chain
        {
            Id = chain.Id.ToString("D"),
            Namespace = chain.Namespace,
            Name = chain.Name,
            Description = chain.Description ?? "",
            Status = EnumConversions.ToProto(chain.Status),
            Template = chain.Template ?? "",
            Input = StructConversions.ToStruct(chain.Input),
            OnFailure = ChainEnumConversions.ToProto(chain.OnFailure),
            Bypass = { chain.Bypass },
            TriggeredBy = chain.TriggeredBy,
            CorrelationId = chain.CorrelationId ?? "",
            ErrorMessage = chain.ErrorMessage ?? "",
            Run = chain.Run,
            Suspended = chain.IsSuspended,
            CreatedAt = TimeConversions.ToTimestamp(chain.CreatedAt),
            StartedAt = TimeConversions.ToTimestamp(chain.StartedAt),
            CompletedAt = TimeConversions.ToTimestamp(chain.CompletedAt),
            UpdatedAt = TimeConversions.ToTimestamp(chain.UpdatedAt),
            LastSequence = chain.LastSequence,
            IdempotencyKey = chain.IdempotencyKey ?? "",
            ParentTaskId = chain.ParentTaskId?.ToString("D") ?? "",
            Progress = ToProto(chain.Progress),
            Nodes = { chain.Nodes.Select(ToProto) },
            Edges = { chain.Edges.Select(ToProto) },
        };
        if (chain.MaxParallel is { } maxParallel)
        {
            message.MaxParallel = maxParallel;
        }

        return message;
    }

    static Proto.ChainProgress ToProto(ChainNodeCounts counts) => new()
    {
        Total = counts.Total,
        Pending = counts.Pending,
        Running = counts.Running,
        Completed = counts.Completed,
        Failed = counts.Failed,
        Skipped = counts.Skipped,
        Cancelled = counts.Cancelled,
    };

    static Proto.ChainNodeState ToProto(ChainNodeRecord node) => new()
    {
        Key = node.Key,
        TaskId = node.TaskId.ToString("D"),
        Name = node.Name,
        Handler = node.Handler,
        Status = EnumConversions.ToProto(node.Status),
        WaitReason = EnumConversions.ToProto(node.WaitReason),
        WaitUntil = TimeConversions.ToTimestamp(node.WaitUntil),
        StartedAt = TimeConversions.ToTimestamp(node.StartedAt),
        CompletedAt = TimeConversions.ToTimestamp(node.CompletedAt),
        Run = node.Run,
        RetryCount = node.RetryCount,
        ErrorMessage = node.ErrorMessage ?? "",
        ErrorType = node.ErrorType ?? "",
        Position = node.Position,
        Items = node.Items is { } items
            ? new Proto.MapProgress { Total = items.Total, Completed = items.Completed, Failed = items.Failed, Open = items.Open }
            : null,
        SubChainId = node.SubChainId?.ToString("D") ?? "",
    };

    static Proto.ChainEdgeState ToProto(ChainEdgeRecord edge)
    {
        var message = new Proto.ChainEdgeState
        {
            Parent = edge.Parent,
            Child = edge.Child,
            Condition = ChainEnumConversions.ToProto(edge.Condition),
            Expression = edge.Expression ?? "",
            Primary = edge.IsPrimary,
        };
        AddMapping(message.OutputMapping, edge.OutputMapping);
        return message;
    }

    static void AddMapping(MapField<string, string> mapping, string json)
    {
        foreach ((string placeholder, JsonNode? pointer) in JsonNode.Parse(json)!.AsObject())
        {
            mapping[placeholder] = pointer!.GetValue<string>();
        }
    }
}
