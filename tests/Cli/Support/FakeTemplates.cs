using Grpc.Core;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Tests.Support;

/// <summary>The template service of a <see cref="FakeGateway"/>: it keeps what it is asked and knows one template.</summary>
sealed class FakeTemplates(Answers answers) : V1.TemplateService.TemplateServiceBase
{
    static readonly V1.Template Report = new()
    {
        Namespace = "default",
        Name = "report",
        Version = "1.2.0",
        Description = "A report",
        Active = true,
        DefinitionHash = "abc",
        CreatedBy = "api:ada",
        Source = """{"name":"report"}""",
    };

    public override Task<V1.PublishTemplateResponse> PublishTemplate(V1.PublishTemplateRequest request, ServerCallContext context)
    {
        answers.Received.Add(request);
        return request.Source.Contains("broken", StringComparison.Ordinal)
            ? throw Answers.Invalid("nodes.a.prompt", "is required (line 7)")
            : Task.FromResult(new V1.PublishTemplateResponse { Template = Report, AlreadyExisted = answers.AlreadyExisted });
    }

    public override Task<V1.GetTemplateResponse> GetTemplate(V1.GetTemplateRequest request, ServerCallContext context) =>
        Answer(request, new V1.GetTemplateResponse { Template = Report });

    public override Task<V1.ListTemplatesResponse> ListTemplates(V1.ListTemplatesRequest request, ServerCallContext context) =>
        Answer(request, new V1.ListTemplatesResponse { Templates = { Report } });

    public override Task<V1.DiffTemplatesResponse> DiffTemplates(V1.DiffTemplatesRequest request, ServerCallContext context) =>
        Answer(request, new V1.DiffTemplatesResponse
        {
            Changes =
            {
                new V1.TemplateChange { Kind = V1.ChangeKind.Added, Path = "nodes.b", ToValue = "{}" },
                new V1.TemplateChange { Kind = V1.ChangeKind.Removed, Path = "nodes.c", FromValue = "{}" },
                new V1.TemplateChange { Kind = V1.ChangeKind.Changed, Path = "nodes.a.prompt", FromValue = "old", ToValue = "new" },
            },
        });

    public override Task<V1.SetTemplateActiveResponse> SetTemplateActive(V1.SetTemplateActiveRequest request, ServerCallContext context)
    {
        V1.Template changed = Report.Clone();
        changed.Active = request.Active;
        return Answer(request, new V1.SetTemplateActiveResponse { Template = changed });
    }

    public override Task<V1.InstantiateTemplateResponse> InstantiateTemplate(V1.InstantiateTemplateRequest request, ServerCallContext context) =>
        Answer(request, new V1.InstantiateTemplateResponse { Chain = answers.Chain });

    public override Task<V1.DiagramTemplateResponse> DiagramTemplate(V1.DiagramTemplateRequest request, ServerCallContext context) =>
        Answer(request, new V1.DiagramTemplateResponse { Content = "flowchart TD\n" });

    Task<T> Answer<T>(object request, T response)
    {
        answers.Received.Add(request);
        return Task.FromResult(response);
    }
}
