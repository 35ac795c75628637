using Grpc.Core;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using Task = System.Threading.Tasks.Task;

namespace Orchestrator.Gateway.Tests.Services;

public sealed class DiagramTemplateTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    const string Source = """
        name: drawn
        version: 1.0.0
        nodes:
          - key: fetch
            handler: debug.echo
            parameters: { message: hello }
          - key: check
            approval: { message: "good?" }
            after: [fetch]
        """;

    [Fact]
    public async Task DiagramTemplate_ByNameOrVersion_ShowsWhatItsNodesAre()
    {
        await gateway.Templates.PublishTemplateAsync(new PublishTemplateRequest { Source = Source });
        foreach (string version in (string[])["", "1.0.0"])
        {
            string mermaid = (await gateway.Templates.DiagramTemplateAsync(
                new DiagramTemplateRequest { Name = "drawn", Version = version, Format = DiagramFormat.Mermaid })).Content;
            Assert.Equal("flowchart TD\n  n0[\"fetch<br/>debug.echo\"]\n  n1{{\"check\"}}\n  n0 --> n1\n", mermaid);
        }
    }

    [Fact]
    public async Task DiagramTemplate_UnknownTemplateOrFormat_IsRefused()
    {
        CallError missing = await CallError.OfAsync(
            async () => await gateway.Templates.DiagramTemplateAsync(new DiagramTemplateRequest { Name = "nowhere" }));
        Assert.Equal(StatusCode.NotFound, missing.Code);
        CallError wrong = await CallError.OfAsync(
            async () => await gateway.Templates.DiagramTemplateAsync(new DiagramTemplateRequest { Name = "nowhere", Format = (DiagramFormat)9 }));
        Assert.Equal(["format"], wrong.Fields);
    }
}
