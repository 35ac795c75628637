using System.Text.Json;
using Grpc.Core;
using Orchestrator.Core.Tasks;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using Task = System.Threading.Tasks.Task;
using TaskStatus = Orchestrator.Protos.V1.TaskStatus;

namespace Orchestrator.Gateway.Tests.Services;

public sealed class CancelTaskTests(GatewayHost gateway) : IClassFixture<GatewayHost>, IDisposable
{
    public void Dispose() => gateway.Functions.Answer = 202;

    [Fact]
    public async Task CancelTask_Queued_IsCancelledAndItsOrchestrationTold()
    {
        Protos.V1.Task created = (await gateway.Tasks.CreateTaskAsync(Requests.Echo())).Task;
        Protos.V1.Task cancelled = await CancelAsync(created.Id, "no longer needed");
        Assert.Equal(TaskStatus.Cancelled, cancelled.Status);
        Assert.NotNull(cancelled.CompletedAt);
        (_, string body, _) = Assert.Single(gateway.Functions.Requests, r => r.Path == $"/api/instances/{created.InstanceId}/events/cancel");
        CancelSignal signal = JsonSerializer.Deserialize<CancelSignal>(body)!;
        Assert.Equal("no longer needed", signal.Reason);
        Assert.True(await gateway.QueryAsync<bool>("SELECT sent_at IS NOT NULL FROM orchestrator.orchestration_signals WHERE id = $1", signal.SignalId));
        Assert.Equal("no longer needed", await gateway.QueryAsync<string>(
            "SELECT metadata ->> 'reason' FROM orchestrator.task_transitions WHERE task_id = $1 AND to_status = 'cancelled'", Guid.Parse(created.Id)));
    }

    [Fact]
    public async Task CancelTask_Again_ReturnsItUnchangedAndTellsNobody()
    {
        string id = (await gateway.Tasks.CreateTaskAsync(Requests.Echo())).Task.Id;
        Protos.V1.Task first = await CancelAsync(id);
        int told = gateway.Functions.Requests.Count;
        Assert.Equal(first, await CancelAsync(id));
        Assert.Equal(told, gateway.Functions.Requests.Count);
    }

    [Fact]
    public async Task CancelTask_HostDown_IsCancelledAndTheSignalStays()
    {
        string id = (await gateway.Tasks.CreateTaskAsync(Requests.Echo())).Task.Id;
        gateway.Functions.Answer = 500;
        Assert.Equal(TaskStatus.Cancelled, (await CancelAsync(id)).Status);
        Assert.Equal(1, await gateway.QueryAsync<long>(
            "SELECT count(*) FROM orchestrator.orchestration_signals WHERE instance_id = $1 AND sent_at IS NULL", $"task-{id}-1"));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    public async Task CancelTask_NoSuchInstance_NeedsNoFurtherDelivery(int answer)
    {
        string id = (await gateway.Tasks.CreateTaskAsync(Requests.Echo())).Task.Id;
        gateway.Functions.Answer = answer;
        await CancelAsync(id);
        Assert.Equal(1, await gateway.QueryAsync<long>(
            "SELECT count(*) FROM orchestrator.orchestration_signals WHERE instance_id = $1 AND sent_at IS NOT NULL", $"task-{id}-1"));
    }

    [Fact]
    public async Task CancelTask_Completed_IsRefusedWithItsStatus()
    {
        string id = (await gateway.Tasks.CreateTaskAsync(Requests.Echo())).Task.Id;
        await CompleteAsync(id);
        CallError error = await CallError.OfAsync(() => CancelAsync(id));
        Assert.Equal(StatusCode.FailedPrecondition, error.Code);
        Assert.Equal(("TASK_STATE", "completed"), (error.Info.Type, error.Info.Metadata["status"]));
        Assert.Contains("completed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CancelTask_Unknown_IsNotFound()
    {
        CallError error = await CallError.OfAsync(() => CancelAsync($"{Guid.NewGuid()}"));
        Assert.Equal(StatusCode.NotFound, error.Code);
    }

    [Fact]
    public async Task CancelTask_RacingTheResult_EndsOneWayWithASignalOnlyWhenCancelled()
    {
        string[] ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ => (await gateway.Tasks.CreateTaskAsync(Requests.Echo())).Task.Id));
        await Task.WhenAll(ids.Select(id => MoveAsync(id, TaskRecordStatus.Queued, TaskRecordStatus.Running)));
        StatusCode[] cancels = await Task.WhenAll(ids.Select(async (id, i) =>
        {
            Task complete = MoveAsync(id, TaskRecordStatus.Running, TaskRecordStatus.Completed);
            try
            {
                await CancelAsync(id);
                return StatusCode.OK;
            }
            catch (RpcException e)
            {
                return e.StatusCode;
            }
            finally
            {
                await complete;
            }
        }));
        for (int i = 0; i < ids.Length; i++)
        {
            TaskStatus status = (await gateway.Tasks.GetTaskAsync(new GetTaskRequest { TaskId = ids[i] })).Task.Status;
            long signals = await gateway.QueryAsync<long>(
                "SELECT count(*) FROM orchestrator.orchestration_signals WHERE instance_id = $1", $"task-{ids[i]}-1");
            Assert.Equal(
                cancels[i] == StatusCode.OK ? (TaskStatus.Cancelled, 1L) : (TaskStatus.Completed, 0L), (status, signals));
            Assert.Contains(cancels[i], (StatusCode[])[StatusCode.OK, StatusCode.FailedPrecondition]);
        }
    }

    async Task<Protos.V1.Task> CancelAsync(string id, string reason = "") =>
        (await gateway.Tasks.CancelTaskAsync(new CancelTaskRequest { TaskId = id, Reason = reason })).Task;

    async Task CompleteAsync(string id)
    {
        await MoveAsync(id, TaskRecordStatus.Queued, TaskRecordStatus.Running);
        await MoveAsync(id, TaskRecordStatus.Running, TaskRecordStatus.Completed);
    }

    Task MoveAsync(string id, TaskRecordStatus from, TaskRecordStatus to) =>
        gateway.Transitions.TryMoveAsync(Guid.Parse(id), run: null, [from], to, "system:test", metadata: null, CancellationToken.None);
}
