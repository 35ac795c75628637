using Grpc.Core;
using Orchestrator.Core.Chains.Creation;
using Orchestrator.Core.Templates;
using Orchestrator.Core.Validation;
using Orchestrator.Gateway.Conversions;
using Orchestrator.Gateway.Identity;
using Orchestrator.Gateway.Interceptors;
using Orchestrator.Protos.V1;
using DiagramTemplate = Orchestrator.Core.Chains.Diagrams.DiagramTemplate;
using DiffTemplates = Orchestrator.Core.Templates.DiffTemplates;
using GetTemplate = Orchestrator.Core.Templates.GetTemplate;
using InstantiateTemplate = Orchestrator.Core.Templates.InstantiateTemplate;
using ListTemplates = Orchestrator.Core.Templates.ListTemplates;
using PublishTemplate = Orchestrator.Core.Templates.PublishTemplate;
using SetTemplateActive = Orchestrator.Core.Templates.SetTemplateActive;

namespace Orchestrator.Gateway.Services;

/// <summary>templates.proto over the use cases: each call checks the message, runs one of them and maps the result.</summary>
sealed class TemplateService(
    PublishTemplate publishTemplate,
    GetTemplate getTemplate,
    ListTemplates listTemplates,
    SetTemplateActive setTemplateActive,
    DiffTemplates diffTemplates,
    InstantiateTemplate instantiateTemplate,
    DiagramTemplate diagramTemplate,
    ICallerIdentity identity) : Protos.V1.TemplateService.TemplateServiceBase
{
    public override async Task<PublishTemplateResponse> PublishTemplate(PublishTemplateRequest request, ServerCallContext context)
    {
        var violations = new Violations();
        string @namespace = NamespaceName.Read(violations, "namespace", request.Namespace);
        PublishedTemplate published = await publishTemplate.ExecuteAsync(
            @namespace, request.Source, request.ValidateOnly, violations, identity.ActorOf(context), context.CancellationToken);
        return new PublishTemplateResponse { Template = published.Template.ToProto(), AlreadyExisted = published.AlreadyExisted };
    }

    public override async Task<GetTemplateResponse> GetTemplate(GetTemplateRequest request, ServerCallContext context)
    {
        string @namespace = Read(request.Namespace, request.Name, areRequired: false, ("version", request.Version));
        ShownTemplate shown = await getTemplate.ExecuteAsync(@namespace, request.Name, request.Version, context.CancellationToken);
        return new GetTemplateResponse { Template = shown.ToProto() };
    }

    public override async Task<ListTemplatesResponse> ListTemplates(ListTemplatesRequest request, ServerCallContext context)
    {
        var violations = new Violations();
        var filter = new TemplateFilter(
            NamespaceName.Read(violations, "namespace", request.Namespace), request.Name, request.IncludeInactive, request.LatestOnly);
        TemplatePage page = await listTemplates.ExecuteAsync(
            filter, request.PageSize, request.PageToken, violations, context.CancellationToken);
        return new ListTemplatesResponse { Templates = { page.Templates.Select(t => t.ToProto()) }, NextPageToken = page.NextPageToken };
    }

    public override async Task<SetTemplateActiveResponse> SetTemplateActive(SetTemplateActiveRequest request, ServerCallContext context)
    {
        string @namespace = Read(request.Namespace, request.Name, areRequired: true, ("version", request.Version));
        TemplateRecord template = await setTemplateActive.ExecuteAsync(
            @namespace, request.Name, request.Version, request.Active, identity.ActorOf(context), context.CancellationToken);
        return new SetTemplateActiveResponse { Template = template.ToProto() };
    }

    public override async Task<DiffTemplatesResponse> DiffTemplates(DiffTemplatesRequest request, ServerCallContext context)
    {
        string @namespace = Read(
            request.Namespace, request.Name, areRequired: true, ("from_version", request.FromVersion), ("to_version", request.ToVersion));
        IReadOnlyList<JsonDifference> differences = await diffTemplates.ExecuteAsync(
            @namespace, request.Name, request.FromVersion, request.ToVersion, context.CancellationToken);
        return new DiffTemplatesResponse { Changes = { differences.Select(d => d.ToProto()) } };
    }

    public override async Task<InstantiateTemplateResponse> InstantiateTemplate(InstantiateTemplateRequest request, ServerCallContext context)
    {
        var violations = new Violations();
        InstantiateRequest wanted = TemplateRequestConversions.ToRequest(violations, request);
        LaunchedChain created = await instantiateTemplate.ExecuteAsync(
            wanted, violations, RequestId.Of(context), identity.ActorOf(context), context.CancellationToken);
        return new InstantiateTemplateResponse { Chain = created.Chain.ToProto(), AlreadyExisted = created.AlreadyExisted };
    }

    public override async Task<DiagramTemplateResponse> DiagramTemplate(DiagramTemplateRequest request, ServerCallContext context)
    {
        var violations = new Violations();
        string @namespace = TemplateRequestConversions.Read(
            violations, request.Namespace, request.Name, areRequired: false, ("version", request.Version));
        Core.Chains.Diagrams.DiagramFormat format = ChainEnumConversions.ToDiagramFormat(violations, "format", request.Format);
        violations.ThrowIfAny();
        return new DiagramTemplateResponse
        {
            Content = await diagramTemplate.ExecuteAsync(@namespace, request.Name, request.Version, format, context.CancellationToken),
        };
    }

    static string Read(string @namespace, string name, bool areRequired, params (string Field, string Version)[] versions)
    {
        var violations = new Violations();
        string found = TemplateRequestConversions.Read(violations, @namespace, name, areRequired, versions);
        violations.ThrowIfAny();
        return found;
    }
}
