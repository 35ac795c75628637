using Grpc.Core;
using Orchestrator.Core.Access;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using Task = System.Threading.Tasks.Task;

namespace Orchestrator.Gateway.Tests.Security;

/// <summary>A template of another namespace that stands in a source's text, where no field names it.</summary>
public sealed class TemplateWallTests(KeyedGateway keyed) : IClassFixture<KeyedGateway>
{
    const Permission Everything = Permission.Read | Permission.Write | Permission.Operate;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PublishTemplate_WithASubChainOfAnotherNamespace_TakesReadThereWhetherItExistsOrNot(bool validateOnly)
    {
        string theirs = Requests.NewNamespace();
        var publisher = new TemplateService.TemplateServiceClient(await keyed.ClientAsync(Everything, theirs));
        await publisher.PublishTemplateAsync(new PublishTemplateRequest { Namespace = theirs, Source = Leaf });
        var stranger = new TemplateService.TemplateServiceClient(await keyed.ClientAsync(Everything, "default"));

        CallError there = await CallError.OfAsync(() => stranger.PublishTemplateAsync(
            new PublishTemplateRequest { Source = Around($"{theirs}/leaf@1.0.0"), ValidateOnly = validateOnly }).ResponseAsync);
        CallError nowhere = await CallError.OfAsync(() => stranger.PublishTemplateAsync(
            new PublishTemplateRequest { Source = Around("nobodys/leaf@1.0.0"), ValidateOnly = validateOnly }).ResponseAsync);

        Assert.Equal((StatusCode.PermissionDenied, "read"), (there.Code, there.Info.Metadata["permission"]));
        Assert.Equal(there.Message.Replace(theirs, "X", StringComparison.Ordinal), nowhere.Message.Replace("nobodys", "X", StringComparison.Ordinal));
        Assert.Equal("denied", await keyed.Gateway.QueryAsync<string>(
            "SELECT outcome FROM orchestrator.audit_log WHERE action = 'TemplateService/PublishTemplate' AND details ->> 'namespace' = $1", theirs));
    }

    [Fact]
    public async Task PublishTemplate_ByWhoMayReadThere_IsTaken()
    {
        string theirs = Requests.NewNamespace();
        var both = new TemplateService.TemplateServiceClient(await keyed.ClientAsync(Everything, theirs, "default"));
        await both.PublishTemplateAsync(new PublishTemplateRequest { Namespace = theirs, Source = Leaf });
        Assert.Equal("around", (await both.PublishTemplateAsync(
            new PublishTemplateRequest { Source = Around($"{theirs}/leaf@1.0.0"), ValidateOnly = true })).Template.Name);
    }

    const string Leaf = """
        name: leaf
        version: 1.0.0
        nodes:
          - key: only
            handler: debug.echo
            parameters: { message: hello }
        """;

    static string Around(string template) => $$"""
        name: around
        version: 1.0.0
        nodes:
          - key: part
            sub_chain: { template: "{{template}}" }
        """;
}
