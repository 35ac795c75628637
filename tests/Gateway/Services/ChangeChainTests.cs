using Grpc.Core;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using Task = System.Threading.Tasks.Task;

namespace Orchestrator.Gateway.Tests.Services;

/// <summary>Suspension and rerun over the wire; what the orchestrations make of them is tested with those.</summary>
public sealed class ChangeChainTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Fact]
    public async Task SuspendAndResume_OfAChainThatHasNotEnded_ShowIt()
    {
        string id = (await gateway.Chains.CreateChainAsync(ChainRequests.Echoes(2))).Chain.Id;

        Assert.True((await gateway.Chains.SuspendChainAsync(new SuspendChainRequest { ChainId = id })).Chain.Suspended);
        Assert.False((await gateway.Chains.ResumeChainAsync(new ResumeChainRequest { ChainId = id })).Chain.Suspended);
        CallError again = await CallError.OfAsync(async () => await gateway.Chains.ResumeChainAsync(new ResumeChainRequest { ChainId = id }));
        CallError missing = await CallError.OfAsync(async () =>
            await gateway.Chains.SuspendChainAsync(new SuspendChainRequest { ChainId = $"{Guid.NewGuid()}" }));

        Assert.Equal((StatusCode.FailedPrecondition, StatusCode.NotFound), (again.Code, missing.Code));
        Assert.Contains("it is not suspended", again.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RerunChain_OfAnEndedChain_BeginsItsNextRun()
    {
        string id = (await gateway.Chains.CreateChainAsync(ChainRequests.Echoes(2))).Chain.Id;
        CallError early = await CallError.OfAsync(async () => await gateway.Chains.RerunChainAsync(new RerunChainRequest { ChainId = id }));
        await gateway.Chains.CancelChainAsync(new CancelChainRequest { ChainId = id });
        await gateway.QueryAsync<Guid>(
            """
            UPDATE orchestrator.task_chains SET run_started_at = clock_timestamp(), run_ended_at = clock_timestamp() WHERE id = $1 RETURNING id
            """, Guid.Parse(id));

        CallError unknown = await CallError.OfAsync(async () =>
            await gateway.Chains.RerunChainAsync(new RerunChainRequest { ChainId = id, FromNodes = { "nobody" } }));
        RerunChainResponse response = await gateway.Chains.RerunChainAsync(new RerunChainRequest { ChainId = id, Reason = "once more" });

        Assert.Equal((StatusCode.FailedPrecondition, StatusCode.InvalidArgument), (early.Code, unknown.Code));
        Assert.Equal(["from_nodes[0]"], unknown.Fields);
        Assert.Equal((2, 2), (response.Chain.Run, response.Nodes.Count));
        Assert.Single(gateway.Functions.Requests, r => r.Path == $"/api/orchestrations/RunChain/chain-{id}-2");
    }
}
