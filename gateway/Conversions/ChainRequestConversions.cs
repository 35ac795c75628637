using Orchestrator.Core.Chains.Creation;
using Orchestrator.Core.Chains.Definitions;
using Orchestrator.Core.Identity;
using Orchestrator.Core.Validation;
using Proto = Orchestrator.Protos.V1;

namespace Orchestrator.Gateway.Conversions;

/// <summary>Reads requests to create chains: what cannot be converted is a violation, everything else the validator's.</summary>
static class ChainRequestConversions
{
    public static ChainRequest ToRequest(Violations violations, Proto.CreateChainRequest request) => new(
        NamespaceName.Read(violations, "namespace", request.Namespace),
        request.Name,
        request.Description,
        request.Definition is { } definition ? ToDefinition(violations, definition) : null,
        request.Input is { } input ? StructConversions.ToJson(violations, "input", input) : [],
        request.Bypass,
        new RequestIdentity(
            IdentityConversions.ToStrategy(violations, "identity", request.Identity),
            request.IdempotencyKey,
            request.Initiator,
            request.SourceSystem,
            request.CorrelationId));

    static ChainDefinition ToDefinition(Violations violations, Proto.ChainDefinition definition) => new(
        "definition.",
        [.. definition.Nodes.Select((node, i) => ToNode(violations, $"definition.nodes[{i}]", node))],
        definition.HasMaxParallel ? definition.MaxParallel : null,
        ChainEnumConversions.ToPolicy(violations, "definition.on_failure", definition.OnFailure));

    static ChainNode ToNode(Violations violations, string at, Proto.ChainNode node) =>
        new(node.Key, ToWork(violations, at, node), new NodeFields.InMessage(at))
        {
            Name = node.Name,
            Map = node.Map is { } map
                ? new MapOver(map.Parent, map.Pointer, map.HasMaxParallel ? map.MaxParallel : null, map.FailuresMax)
                : null,
            After = [.. node.After.Select((edge, i) => ToEdge(violations, $"{at}.after[{i}]", edge))],
            Priority = EnumConversions.ToPriority(violations, $"{at}.priority", node.Priority),
            MaxRetries = node.HasMaxRetries ? node.MaxRetries : null,
            Skippable = node.Skippable,
        };

    static NodeWork? ToWork(Violations violations, string at, Proto.ChainNode node) => node.KindCase switch
    {
        Proto.ChainNode.KindOneofCase.Work when WorkConversions.ToWork(violations, $"{at}.work.", node.Work) is { } work => new NodeWork.Handler(work),
        Proto.ChainNode.KindOneofCase.Approval => new NodeWork.Approval(
            node.Approval.Message,
            TimeConversions.ToDuration(violations, $"{at}.approval.timeout", node.Approval.Timeout),
            ChainEnumConversions.ToDefault(violations, $"{at}.approval.on_timeout", node.Approval.OnTimeout)),
        Proto.ChainNode.KindOneofCase.SubChain => new NodeWork.SubChain(
            node.SubChain.Template,
            node.SubChain.Input is { } input ? StructConversions.ToJson(violations, $"{at}.sub_chain.input", input) : []),
        _ => null,
    };

    static ChainEdge ToEdge(Violations violations, string at, Proto.ChainEdge edge) => new(
        edge.Parent,
        ChainEnumConversions.ToCondition(violations, $"{at}.condition", edge.Condition),
        edge.Expression,
        new Dictionary<string, string>(edge.OutputMapping));
}
