using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Definitions;
using Orchestrator.Core.Templates;
using Orchestrator.Core.Validation;
using Proto = Orchestrator.Protos.V1;

namespace Orchestrator.Gateway.Conversions;

/// <summary>Published templates to messages.</summary>
static class TemplateConversions
{
    public static Proto.Template ToProto(this TemplateRecord template) => new()
    {
        Id = template.Id == Guid.Empty ? "" : template.Id.ToString("D"),
        Namespace = template.Namespace,
        Name = template.Name,
        Version = template.Version,
        Description = template.Description,
        Active = template.Active,
        InputSchema = StructConversions.ToStruct(template.InputSchema),
        DefinitionHash = template.DefinitionHash,
        CreatedBy = template.CreatedBy ?? "",
        CreatedAt = template.Id == Guid.Empty ? null : TimeConversions.ToTimestamp(template.CreatedAt),
        Source = template.Definition ?? "",
    };

    public static Proto.Template ToProto(this ShownTemplate shown)
    {
        Proto.Template template = shown.Template.ToProto();
        template.Definition = ToProto(shown.Definition);
        return template;
    }

    public static Proto.TemplateChange ToProto(this JsonDifference difference) => new()
    {
        Kind = difference.IsAdded ? Proto.ChangeKind.Added : difference.IsRemoved ? Proto.ChangeKind.Removed : Proto.ChangeKind.Changed,
        Path = difference.Path,
        FromValue = difference.IsAdded ? "" : Write(difference.From),
        ToValue = difference.IsRemoved ? "" : Write(difference.To),
    };

    static string Write(JsonNode? value) => value?.ToJsonString() ?? "null";

    static Proto.ChainDefinition ToProto(CheckedDefinition definition)
    {
        var message = new Proto.ChainDefinition
        {
            Nodes = { definition.Nodes.Select(ToProto) },
            OnFailure = ChainEnumConversions.ToProto(definition.Source.OnFailure),
        };
        if (definition.Source.MaxParallel is { } maxParallel)
        {
            message.MaxParallel = maxParallel;
        }

        return message;
    }

    static Proto.ChainNode ToProto(CheckedNode node)
    {
        var message = new Proto.ChainNode
        {
            Key = node.Key,
            Name = node.Name,
            Priority = EnumConversions.ToProto(node.Source.Priority),
            MaxRetries = node.MaxRetries,
            Skippable = node.Source.Skippable,
            After = { node.Source.After.Select(ToProto) },
            Map = node.Source.Map is { } map ? ToProto(map) : null,
        };
        switch (node.Source.Work)
        {
            case NodeWork.Approval approval:
                message.Approval = new Proto.ApprovalNode
                {
                    Message = approval.Message,
                    Timeout = approval.Timeout is { } timeout ? Duration.FromTimeSpan(timeout) : null,
                    OnTimeout = ChainEnumConversions.ToProto(approval.OnTimeout),
                };
                break;
            case NodeWork.SubChain subChain:
                message.SubChain = new Proto.SubChainNode
                {
                    Template = subChain.Template,
                    Input = StructConversions.ToStruct(subChain.Input.ToJsonString()),
                };
                break;
            default:
                message.Work = new Proto.TaskWork
                {
                    Custom = new Proto.CustomWork
                    {
                        Handler = node.Handler,
                        Prompt = node.Prompt ?? "",
                        Parameters = StructConversions.ToStruct(node.Parameters.ToJsonString()),
                    },
                };
                break;
        }

        return message;
    }

    static Proto.MapOver ToProto(MapOver map)
    {
        var message = new Proto.MapOver { Parent = map.Parent, Pointer = map.Pointer, FailuresMax = map.FailuresMax };
        if (map.MaxParallel is { } maxParallel)
        {
            message.MaxParallel = maxParallel;
        }

        return message;
    }

    static Proto.ChainEdge ToProto(ChainEdge edge) => new()
    {
        Parent = edge.Parent,
        Condition = ChainEnumConversions.ToProto(edge.Condition),
        Expression = edge.Condition == EdgeCondition.Expression ? edge.Expression : "",
        OutputMapping = { edge.OutputMapping.ToDictionary() },
    };
}
