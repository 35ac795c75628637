using Grpc.Core;
using Orchestrator.Core.Chains.Creation;
using Orchestrator.Core.Chains.Reading;
using Orchestrator.Core.Validation;
using Orchestrator.Gateway.Conversions;
using Orchestrator.Gateway.Identity;
using Orchestrator.Gateway.Interceptors;
using Orchestrator.Protos.V1;
using CancelChain = Orchestrator.Core.Chains.CancelChain;
using DiagramChain = Orchestrator.Core.Chains.Diagrams.DiagramChain;
using RerunChain = Orchestrator.Core.Chains.Changes.RerunChain;
using ResumeChain = Orchestrator.Core.Chains.Changes.ResumeChain;
using SuspendChain = Orchestrator.Core.Chains.Changes.SuspendChain;

namespace Orchestrator.Gateway.Services;

/// <summary>chains.proto over the use cases: each call checks the message, runs one of them and maps the result.</summary>
sealed partial class ChainService(
    CreateChain createChain,
    GetChain getChain,
    ListChains listChains,
    CancelChain cancelChain,
    DiagramChain diagramChain,
    SuspendChain suspendChain,
    ResumeChain resumeChain,
    RerunChain rerunChain,
    ICallerIdentity identity)
    : Protos.V1.ChainService.ChainServiceBase
{
    public override async Task<CreateChainResponse> CreateChain(CreateChainRequest request, ServerCallContext context)
    {
        var violations = new Violations();
        ChainRequest chain = ChainRequestConversions.ToRequest(violations, request);
        LaunchedChain created = await createChain.ExecuteAsync(
            chain, violations, RequestId.Of(context), identity.ActorOf(context), context.CancellationToken);
        return new CreateChainResponse { Chain = created.Chain.ToProto(), AlreadyExisted = created.AlreadyExisted };
    }

    public override async Task<GetChainResponse> GetChain(GetChainRequest request, ServerCallContext context)
    {
        (string @namespace, Guid chainId, _) = ReferenceConversions.Read(request.Namespace, "chain_id", request.ChainId);
        ChainRecord chain = await getChain.ExecuteAsync(@namespace, chainId, context.CancellationToken);
        return new GetChainResponse { Chain = chain.ToProto() };
    }

    public override async Task<ListChainsResponse> ListChains(ListChainsRequest request, ServerCallContext context)
    {
        var violations = new Violations();
        ChainFilter filter = ChainListConversions.ToFilter(violations, request);
        ChainPage page = await listChains.ExecuteAsync(
            filter, request.PageSize, request.PageToken, violations, context.CancellationToken);
        return new ListChainsResponse { Chains = { page.Chains.Select(c => c.ToProto()) }, NextPageToken = page.NextPageToken };
    }

    public override async Task<CancelChainResponse> CancelChain(CancelChainRequest request, ServerCallContext context)
    {
        (string @namespace, Guid chainId, string? reason) =
            ReferenceConversions.Read(request.Namespace, "chain_id", request.ChainId, request.Reason);
        ChainRecord chain = await cancelChain.ExecuteAsync(
            @namespace, chainId, identity.ActorOf(context), reason, context.CancellationToken);
        return new CancelChainResponse { Chain = chain.ToProto() };
    }

    public override async Task<DiagramChainResponse> DiagramChain(DiagramChainRequest request, ServerCallContext context)
    {
        var violations = new Violations();
        string @namespace = NamespaceName.Read(violations, "namespace", request.Namespace);
        Guid chainId = IdConversions.ToId(violations, "chain_id", request.ChainId);
        Core.Chains.Diagrams.DiagramFormat format = ChainEnumConversions.ToDiagramFormat(violations, "format", request.Format);
        violations.ThrowIfAny();
        return new DiagramChainResponse
        {
            Content = await diagramChain.ExecuteAsync(@namespace, chainId, format, context.CancellationToken),
        };
    }
}
