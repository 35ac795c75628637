using Grpc.Core;
using Orchestrator.Core.Tasks;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using Task = System.Threading.Tasks.Task;
using TaskStatus = Orchestrator.Protos.V1.TaskStatus;

namespace Orchestrator.Gateway.Tests.Services;

public sealed class RetryTaskTests(GatewayHost gateway) : IClassFixture<GatewayHost>, IDisposable
{
    public void Dispose() => gateway.Functions.Answer = 202;

    [Fact]
    public async Task RetryTask_Failed_StartsTheNextRun()
    {
        string id = await CreateFailedAsync();
        Protos.V1.Task retried = (await gateway.Tasks.RetryTaskAsync(new RetryTaskRequest { TaskId = id, Reason = "fixed" })).Task;
        Assert.Equal((TaskStatus.Queued, 2, 0, ""), (retried.Status, retried.Run, retried.RetryCount, retried.ErrorMessage));
        Assert.Equal($"task-{id}-2", retried.InstanceId);
        Assert.Single(gateway.Functions.Requests, r => r.Path == $"/api/orchestrations/RunTask/task-{id}-2");
        Assert.Equal("task.retry_requested", await gateway.QueryAsync<string>(
            "SELECT event_name FROM orchestrator.lifecycle_events WHERE subject_id = $1 AND event_name LIKE '%requested'", Guid.Parse(id)));
    }

    [Fact]
    public async Task RetryTask_NotFailed_IsRefusedWithItsStatus()
    {
        string id = (await gateway.Tasks.CreateTaskAsync(Requests.Echo())).Task.Id;
        CallError error = await CallError.OfAsync(async () => await gateway.Tasks.RetryTaskAsync(new RetryTaskRequest { TaskId = id }));
        Assert.Equal((StatusCode.FailedPrecondition, "queued"), (error.Code, error.Info.Metadata["status"]));
    }

    [Fact]
    public async Task RetryTask_HostDown_IsPendingWaitingForAWorker()
    {
        string id = await CreateFailedAsync();
        gateway.Functions.Answer = 503;
        Protos.V1.Task retried = (await gateway.Tasks.RetryTaskAsync(new RetryTaskRequest { TaskId = id })).Task;
        Assert.Equal((TaskStatus.Pending, Protos.V1.WaitReason.Worker, 2), (retried.Status, retried.WaitReason, retried.Run));
    }

    [Fact]
    public async Task RetryTask_TwiceAtOnce_MakesOneRun()
    {
        string id = await CreateFailedAsync();
        StatusCode[] codes = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            try
            {
                await gateway.Tasks.RetryTaskAsync(new RetryTaskRequest { TaskId = id });
                return StatusCode.OK;
            }
            catch (RpcException e)
            {
                return e.StatusCode;
            }
        }));
        Assert.Single(codes, StatusCode.OK);
        Assert.Equal(4, codes.Count(c => c == StatusCode.FailedPrecondition));
        Assert.Equal(2, (await gateway.Tasks.GetTaskAsync(new GetTaskRequest { TaskId = id })).Task.Run);
    }

    async Task<string> CreateFailedAsync()
    {
        string id = (await gateway.Tasks.CreateTaskAsync(Requests.Echo())).Task.Id;
        await gateway.Transitions.TryMoveAsync(
            Guid.Parse(id), run: null, [TaskRecordStatus.Queued], TaskRecordStatus.Failed, "system:test", """{"error_message": "broken"}""", CancellationToken.None);
        return id;
    }
}
