using Grpc.Core;
using Orchestrator.Core.Tasks;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using Task = System.Threading.Tasks.Task;
using TaskStatus = Orchestrator.Protos.V1.TaskStatus;

namespace Orchestrator.Gateway.Tests.Services;

public sealed class CancelChainTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Fact]
    public async Task CancelChain_UnderWay_CancelsWhatHasNotEndedAndTellsTheOrchestrations()
    {
        Chain chain = (await gateway.Chains.CreateChainAsync(ChainRequests.Echoes(3))).Chain;
        Guid[] tasks = [.. chain.Nodes.Select(n => Guid.Parse(n.TaskId))];
        await MoveAsync(tasks[0], TaskRecordStatus.Pending, TaskRecordStatus.Queued, TaskRecordStatus.Running, TaskRecordStatus.Completed);
        await MoveAsync(tasks[1], TaskRecordStatus.Pending, TaskRecordStatus.Queued, TaskRecordStatus.Running);

        Chain cancelled = (await gateway.Chains.CancelChainAsync(new CancelChainRequest { ChainId = chain.Id, Reason = "no longer" })).Chain;

        Assert.Equal(TaskStatus.Cancelled, cancelled.Status);
        Assert.Equal([TaskStatus.Completed, TaskStatus.Cancelled, TaskStatus.Cancelled], cancelled.Nodes.Select(n => n.Status));
        Assert.Equal("no longer", await gateway.QueryAsync<string>(
            "SELECT metadata ->> 'reason' FROM orchestrator.chain_transitions WHERE chain_id = $1 AND most_recent", Guid.Parse(chain.Id)));
        string[] told = [.. gateway.Functions.Requests.Select(r => r.Path).Where(p => p.Contains("/events/", StringComparison.Ordinal))];
        Assert.Contains($"/api/instances/chain-{chain.Id}-1/events/changed", told);
        Assert.Contains($"/api/instances/task-{tasks[1]}-1/events/cancel", told);
        Assert.DoesNotContain(told, path => path.Contains($"task-{tasks[0]}", StringComparison.Ordinal) || path.Contains($"task-{tasks[2]}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CancelChain_Twice_ReturnsItUnchanged()
    {
        Chain chain = (await gateway.Chains.CreateChainAsync(ChainRequests.Echoes(2))).Chain;
        Chain first = (await gateway.Chains.CancelChainAsync(new CancelChainRequest { ChainId = chain.Id })).Chain;

        Assert.Equal(first, (await gateway.Chains.CancelChainAsync(new CancelChainRequest { ChainId = chain.Id, Reason = "again" })).Chain);
    }

    [Fact]
    public async Task CancelChain_ThatHasEnded_IsRefused()
    {
        Chain chain = (await gateway.Chains.CreateChainAsync(ChainRequests.Echoes(1))).Chain;
        await MoveAsync(
            Guid.Parse(chain.Nodes[0].TaskId), TaskRecordStatus.Pending, TaskRecordStatus.Queued, TaskRecordStatus.Running, TaskRecordStatus.Completed);

        CallError error = await CallError.OfAsync(async () => await gateway.Chains.CancelChainAsync(new CancelChainRequest { ChainId = chain.Id }));

        Assert.Equal((StatusCode.FailedPrecondition, "CHAIN_STATE", "completed"), (error.Code, error.Info.Type, error.Info.Metadata["status"]));
    }

    [Fact]
    public async Task CancelChain_Unknown_IsNotFound()
    {
        CallError error = await CallError.OfAsync(async () => await gateway.Chains.CancelChainAsync(
            new CancelChainRequest { ChainId = $"{Guid.NewGuid()}" }));

        Assert.Equal(StatusCode.NotFound, error.Code);
    }

    async Task MoveAsync(Guid taskId, params TaskRecordStatus[] statuses)
    {
        foreach ((TaskRecordStatus from, TaskRecordStatus to) in statuses.Zip(statuses.Skip(1)))
        {
            Assert.True(await gateway.Transitions.TryMoveAsync(taskId, run: null, [from], to, "system", metadata: null, CancellationToken.None));
        }
    }
}
