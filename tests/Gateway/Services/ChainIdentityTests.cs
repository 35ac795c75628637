using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using Task = System.Threading.Tasks.Task;

namespace Orchestrator.Gateway.Tests.Services;

public sealed class ChainIdentityTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Fact]
    public async Task CreateChain_SameKeySameRequest_ReturnsTheFirstChain()
    {
        CreateChainRequest request = ChainRequests.OfEveryKind(NewKey());
        CreateChainResponse first = await gateway.Chains.CreateChainAsync(request);
        request.CorrelationId = "another trace of the same wish";

        CreateChainResponse second = await gateway.Chains.CreateChainAsync(request);

        Assert.Equal((first.Chain.Id, false, true), (second.Chain.Id, first.AlreadyExisted, second.AlreadyExisted));
        Assert.Single(gateway.Functions.Requests, r => r.Path.EndsWith($"chain-{first.Chain.Id}-1", StringComparison.Ordinal));
    }

    public static TheoryData<string, Action<CreateChainRequest>> Differences => new()
    {
        { "name", r => r.Name = "other" },
        { "description", r => r.Description = "" },
        { "input.deep.n", r => r.Input.Fields["deep"].StructValue.Fields["n"] = Value.ForNumber(2) },
        { "bypass", r => r.Bypass.Add("ask") },
        { "initiator", r => r.Initiator = "somebody else" },
        { "source_system", r => r.SourceSystem = "erp" },
        { "definition.max_parallel", r => r.Definition.MaxParallel = 5 },
        { "definition.on_failure", r => r.Definition.OnFailure = FailurePolicy.FailFast },
        { "definition.nodes.list.prompt", r => r.Definition.Nodes[0].Work.Llm.Prompt = "other" },
        { "definition.nodes.each.parameters.message", r => r.Definition.Nodes[1].Work.Echo.Message = "{{item}}" },
        { "definition.nodes.each.options.failures_max", r => r.Definition.Nodes[1].Map.FailuresMax = 2 },
        { "definition.nodes.each.after.list.expression", r => r.Definition.Nodes[1].After[0].Expression = "exists json" },
        { "definition.nodes.ask.options.timeout_seconds", r => r.Definition.Nodes[2].Approval.Timeout = null },
        { "definition.nodes.more", r => r.Definition.Nodes.Add(new ChainNode { Key = "more", Work = new TaskWork { Echo = new EchoWork() } }) },
    };

    [Theory]
    [MemberData(nameof(Differences))]
    public async Task CreateChain_SameKeyOtherRequest_NamesTheChainAndTheField(string field, Action<CreateChainRequest> change)
    {
        CreateChainRequest request = ChainRequests.OfEveryKind(NewKey());
        CreateChainResponse first = await gateway.Chains.CreateChainAsync(request);
        change(request);

        CallError error = await CallError.OfAsync(async () => await gateway.Chains.CreateChainAsync(request));

        Assert.Equal((StatusCode.AlreadyExists, "IDEMPOTENCY_KEY_REUSED"), (error.Code, error.Info.Type));
        Assert.Equal((first.Chain.Id, field), (error.Info.Metadata["chain_id"], error.Info.Metadata["field"]));
    }

    [Fact]
    public async Task CreateChain_WithoutIdentity_MakesAnotherOne()
    {
        CreateChainResponse first = await gateway.Chains.CreateChainAsync(ChainRequests.Echoes(1));
        CreateChainResponse second = await gateway.Chains.CreateChainAsync(ChainRequests.Echoes(1));

        Assert.NotEqual(first.Chain.Id, second.Chain.Id);
    }

    static string NewKey() => $"key-{Guid.NewGuid():N}";
}
