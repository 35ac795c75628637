using Grpc.Core;
using Orchestrator.Core.Chains.Reading;
using Orchestrator.Core.Validation;
using Orchestrator.Gateway.Conversions;
using Orchestrator.Protos.V1;

namespace Orchestrator.Gateway.Services;

/// <summary>What operators do with a chain that is stored: hold it, let it go on, run a part of it again.</summary>
sealed partial class ChainService
{
    const int MaxFromNodes = 5_000;

    public override async Task<SuspendChainResponse> SuspendChain(SuspendChainRequest request, ServerCallContext context)
    {
        (string @namespace, Guid chainId, string? reason) =
            ReferenceConversions.Read(request.Namespace, "chain_id", request.ChainId, request.Reason);
        await suspendChain.ExecuteAsync(@namespace, chainId, identity.ActorOf(context), reason, context.CancellationToken);
        ChainRecord chain = await getChain.ExecuteAsync(@namespace, chainId, context.CancellationToken);
        return new SuspendChainResponse { Chain = chain.ToProto() };
    }

    public override async Task<ResumeChainResponse> ResumeChain(ResumeChainRequest request, ServerCallContext context)
    {
        (string @namespace, Guid chainId, string? reason) =
            ReferenceConversions.Read(request.Namespace, "chain_id", request.ChainId, request.Reason);
        await resumeChain.ExecuteAsync(@namespace, chainId, identity.ActorOf(context), reason, context.CancellationToken);
        ChainRecord chain = await getChain.ExecuteAsync(@namespace, chainId, context.CancellationToken);
        return new ResumeChainResponse { Chain = chain.ToProto() };
    }

    public override async Task<RerunChainResponse> RerunChain(RerunChainRequest request, ServerCallContext context)
    {
        (string @namespace, Guid chainId, string? reason) =
            ReferenceConversions.Read(request.Namespace, "chain_id", request.ChainId, request.Reason);
        if (request.FromNodes.Count > MaxFromNodes)
        {
            throw new InvalidRequestException("from_nodes", $"must name at most {MaxFromNodes} nodes");
        }

        IReadOnlyList<string> nodes = await rerunChain.ExecuteAsync(
            @namespace, chainId, [.. request.FromNodes], identity.ActorOf(context), reason, context.CancellationToken);
        ChainRecord chain = await getChain.ExecuteAsync(@namespace, chainId, context.CancellationToken);
        return new RerunChainResponse { Chain = chain.ToProto(), Nodes = { nodes } };
    }
}
