using System.Text.Json;
using Grpc.Core;
using Orchestrator.Core.Tasks;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using Task = System.Threading.Tasks.Task;

namespace Orchestrator.Gateway.Tests.Services;

public sealed class DiagramChainTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Fact]
    public async Task DiagramChain_EachFormat_ShowsTheNodesAsTheyStand()
    {
        Chain chain = (await gateway.Chains.CreateChainAsync(ChainRequests.OfEveryKind())).Chain;
        var list = Guid.Parse(chain.Nodes.Single(n => n.Key == "list").TaskId);
        await gateway.Transitions.TryMoveAsync(
            list, run: null, [TaskRecordStatus.Pending], TaskRecordStatus.Failed, "system", """{"error_type": "broken", "error_message": "a \"bad\" one"}""",
            CancellationToken.None);

        string mermaid = await DrawAsync(chain.Id, DiagramFormat.Unspecified);
        Assert.StartsWith("flowchart TD\n", mermaid);
        Assert.Contains("[\"list<br/>llm.complete<br/>failed<br/>broken\"]:::failed", mermaid);
        Assert.Contains("[[\"each<br/>each part<br/>debug.echo<br/>pending\"]]:::pending", mermaid);
        Assert.Contains("{{\"ask<br/>pending\"}}", mermaid);
        Assert.Contains($"click n0 href \"#task-{list}\" \"broken#58; a #34;bad#34; one\"", mermaid);

        JsonElement graph = JsonDocument.Parse(await DrawAsync(chain.Id, DiagramFormat.Json)).RootElement;
        Assert.Equal(["work", "map", "approval"], graph.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("kind").GetString()));
        Assert.Equal(["expression", "on_success"], graph.GetProperty("edges").EnumerateArray().Select(e => e.GetProperty("condition").GetString()));

        JsonElement gantt = JsonDocument.Parse(await DrawAsync(chain.Id, DiagramFormat.Gantt)).RootElement;
        Assert.Equal(3, gantt.GetProperty("bars").GetArrayLength());
    }

    [Fact]
    public async Task DiagramChain_UnknownChainOrFormat_IsRefused()
    {
        string id = $"{Guid.NewGuid()}";
        Assert.Equal(StatusCode.NotFound, (await CallError.OfAsync(() => DrawAsync(id, DiagramFormat.Json))).Code);
        Assert.Equal(["format"], (await CallError.OfAsync(() => DrawAsync(id, (DiagramFormat)9))).Fields);
    }

    async Task<string> DrawAsync(string chainId, DiagramFormat format) =>
        (await gateway.Chains.DiagramChainAsync(new DiagramChainRequest { ChainId = chainId, Format = format })).Content;
}
