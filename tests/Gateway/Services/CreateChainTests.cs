using System.Text.Json;
using Grpc.Core;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using Task = System.Threading.Tasks.Task;
using TaskStatus = Orchestrator.Protos.V1.TaskStatus;

namespace Orchestrator.Gateway.Tests.Services;

public sealed class CreateChainTests(GatewayHost gateway) : IClassFixture<GatewayHost>, IDisposable
{
    public void Dispose() => gateway.Functions.Answer = 202;

    [Fact]
    public async Task CreateChain_OfEveryKindOfNode_IsStoredAndStartedOnce()
    {
        CreateChainRequest request = ChainRequests.OfEveryKind();
        request.Bypass.Add("ask");
        request.Initiator = "somebody";
        request.SourceSystem = "crm";
        request.CorrelationId = "trace-1";

        CreateChainResponse created = await gateway.Chains.CreateChainAsync(request);

        Chain chain = created.Chain;
        Assert.False(created.AlreadyExisted);
        Assert.Equal(
            ("default", "every kind", "one of each", TaskStatus.Pending, 4, FailurePolicy.Continue, "api:anonymous", "trace-1", 1),
            (chain.Namespace, chain.Name, chain.Description, chain.Status, chain.MaxParallel, chain.OnFailure, chain.TriggeredBy, chain.CorrelationId, chain.Run));
        Assert.Equal(request.Input, chain.Input);
        Assert.Equal(["ask"], chain.Bypass);
        Assert.Equal((3, 3), (chain.Progress.Total, chain.Progress.Pending));
        Assert.Equal(
            ["list list llm.complete 0", "each each part debug.echo 1", "ask ask approval 2"],
            chain.Nodes.Select(n => $"{n.Key} {n.Name} {n.Handler} {n.Position}"));
        Assert.Equal(
            ["list each Expression exists json.parts {  } True", "each ask OnSuccess  { \"parts\": \"/data\" } True"],
            chain.Edges.Select(e => $"{e.Parent} {e.Child} {e.Condition} {e.Expression} {e.OutputMapping} {e.Primary}".Replace("{ }", "{  }", StringComparison.Ordinal)));
        Assert.Equal(chain, (await gateway.Chains.GetChainAsync(new GetChainRequest { ChainId = chain.Id })).Chain);

        string route = $"/api/orchestrations/RunChain/chain-{chain.Id}-1";
        (_, string body, string? key) = Assert.Single(gateway.Functions.Requests, r => r.Path == route);
        Assert.Equal(GatewayHost.FunctionKey, key);
        Assert.Equal(new ChainRunInput(Guid.Parse(chain.Id), 1), JsonSerializer.Deserialize<ChainRunInput>(body)!);
        Assert.Equal("somebody crm map", await gateway.QueryAsync<string>(
            "SELECT concat_ws(' ', initiator, source_system, node_kind) FROM orchestrator.tasks WHERE chain_id = $1 AND node_key = 'each'", Guid.Parse(chain.Id)));
    }

    [Theory]
    [InlineData(503)]
    [InlineData(StandInFunctionHost.Hang)]
    public async Task CreateChain_HostCannotTakeIt_SucceedsPendingWaitingForAWorker(int answer)
    {
        gateway.Functions.Answer = answer;

        Chain chain = (await gateway.Chains.CreateChainAsync(ChainRequests.Echoes(2))).Chain;

        Assert.Equal(TaskStatus.Pending, chain.Status);
        Assert.Equal([WaitReason.Worker, WaitReason.Unspecified], chain.Nodes.Select(n => n.WaitReason));
    }

    [Fact]
    public async Task CreateChain_HostRefuses_FailsTheChainAndNamesIt()
    {
        gateway.Functions.Answer = 404;

        CallError error = await CallError.OfAsync(async () => await gateway.Chains.CreateChainAsync(ChainRequests.Echoes(3)));

        Assert.Equal((StatusCode.FailedPrecondition, "START_REFUSED"), (error.Code, error.Info.Type));
        Chain chain = (await gateway.Chains.GetChainAsync(new GetChainRequest { ChainId = error.Info.Metadata["chain_id"] })).Chain;
        Assert.Equal(TaskStatus.Failed, chain.Status);
        Assert.Equal([TaskStatus.Failed, TaskStatus.Cancelled, TaskStatus.Cancelled], chain.Nodes.Select(n => n.Status));
        Assert.Equal("start_refused", chain.Nodes[0].ErrorType);
    }

    [Fact]
    public async Task CreateChain_WithManyMistakes_StoresNothingAndNamesThemAll()
    {
        string @namespace = Requests.NewNamespace();
        CreateChainRequest request = ChainRequests.OfEveryKind(@namespace: @namespace);
        request.Name = "";
        request.Definition.Nodes[0].Work.Llm.Prompt = "{{input.topic}}";
        request.Definition.Nodes[1].Map.Parent = "ask";
        request.Definition.Nodes[2].After[0].Condition = (EdgeCondition)99;
        request.Definition.Nodes.Add(new ChainNode { Key = "part", SubChain = new SubChainNode { Template = "nowhere/none" } });
        request.Bypass.Add("nobody");
        request.Identity = IdentityStrategy.CallerKey;

        CallError error = await CallError.OfAsync(async () => await gateway.Chains.CreateChainAsync(request));

        Assert.Equal(StatusCode.InvalidArgument, error.Code);
        Assert.Equal(
            [
                "definition.nodes[2].after[0].condition", "name", "idempotency_key", "definition.nodes[0].work.llm.prompt", "definition.nodes[1].map.parent",
                "bypass[0]", "definition.nodes[3].sub_chain.template",
            ],
            error.Fields);
        Assert.Equal(0, await gateway.QueryAsync<long>("SELECT count(*) FROM orchestrator.namespaces WHERE name = $1", @namespace));
    }

    [Fact]
    public async Task CreateChain_WithoutDefinition_IsRefused()
    {
        CallError error = await CallError.OfAsync(async () => await gateway.Chains.CreateChainAsync(new CreateChainRequest { Name = "empty" }));

        Assert.Equal(["definition"], error.Fields);
    }

    [Fact]
    public async Task GetChain_OfAnotherNamespace_IsNotFound()
    {
        Chain chain = (await gateway.Chains.CreateChainAsync(ChainRequests.Echoes(1))).Chain;

        CallError error = await CallError.OfAsync(async () => await gateway.Chains.GetChainAsync(
            new GetChainRequest { Namespace = "elsewhere", ChainId = chain.Id }));

        Assert.Equal((StatusCode.NotFound, "CHAIN_NOT_FOUND", chain.Id), (error.Code, error.Info.Type, error.Info.Metadata["chain_id"]));
    }
}
