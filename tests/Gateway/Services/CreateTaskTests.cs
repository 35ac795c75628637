using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Orchestrator.Core.Tasks;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using Task = System.Threading.Tasks.Task;
using TaskStatus = Orchestrator.Protos.V1.TaskStatus;
using WaitReason = Orchestrator.Protos.V1.WaitReason;

namespace Orchestrator.Gateway.Tests.Services;

public sealed class CreateTaskTests(GatewayHost gateway) : IClassFixture<GatewayHost>, IDisposable
{
    public void Dispose() => gateway.Functions.Answer = 202;

    [Fact]
    public async Task CreateTask_HostAccepts_IsStoredQueuedAndStartedOnce()
    {
        CreateTaskResponse created = await gateway.Tasks.CreateTaskAsync(new CreateTaskRequest
        {
            Name = "first",
            Work = new TaskWork { Echo = new EchoWork { Message = "hello", Delay = Duration.FromTimeSpan(TimeSpan.FromSeconds(1.5)), FailingAttempts = 2 } },
            Priority = Protos.V1.ExecutionPriority.High,
            MaxRetries = 0,
            Tags = { ["team"] = "a" },
            Metadata = Struct.Parser.ParseJson("""{"n": 1.5}"""),
            CorrelationId = "trace-1",
        });
        Assert.False(created.AlreadyExisted);
        Protos.V1.Task task = created.Task;
        Assert.Equal(TaskStatus.Queued, task.Status);
        Assert.Equal("default", task.Namespace);
        Assert.Equal("debug.echo", task.Handler);
        Assert.Equal("api:anonymous", task.TriggeredBy);
        Assert.Equal("trace-1", task.CorrelationId);
        Assert.Equal(0, task.MaxRetries);
        Assert.Equal("a", task.Tags["team"]);
        Assert.Equal(1.5, task.Metadata.Fields["n"].NumberValue);
        Assert.Equal(1.5, task.Parameters.Fields["delay_seconds"].NumberValue);
        Assert.Equal(2, task.Parameters.Fields["failing_attempts"].NumberValue);

        string route = $"/api/orchestrations/RunTask/{task.InstanceId}";
        (string path, string body, string? key) = Assert.Single(gateway.Functions.Requests, r => r.Path == route);
        Assert.Equal(GatewayHost.FunctionKey, key);
        RunTaskInput input = JsonSerializer.Deserialize<RunTaskInput>(body)!;
        Assert.Equal(new RunTaskInput(Guid.Parse(task.Id), 1, RunTaskInput.DefaultTimeLimit), input);
        Assert.Equal(task.InstanceId, input.InstanceId);

        Protos.V1.Task read = (await gateway.Tasks.GetTaskAsync(new GetTaskRequest { TaskId = task.Id })).Task;
        Assert.Equal(task, read);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(429)]
    [InlineData(StandInFunctionHost.Hang)]
    public async Task CreateTask_HostCannotTakeIt_SucceedsPendingWaitingForAWorker(int answer)
    {
        gateway.Functions.Answer = answer;
        CreateTaskResponse created = await gateway.Tasks.CreateTaskAsync(Requests.Echo());
        Assert.Equal(TaskStatus.Pending, created.Task.Status);
        Assert.Equal(WaitReason.Worker, created.Task.WaitReason);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(400)]
    public async Task CreateTask_HostRefuses_FailsTheTaskAndNamesIt(int answer)
    {
        gateway.Functions.Answer = answer;
        CallError error = await CallError.OfAsync(async () => await gateway.Tasks.CreateTaskAsync(Requests.Echo()));
        Assert.Equal(StatusCode.FailedPrecondition, error.Code);
        Assert.Equal("START_REFUSED", error.Info.Type);
        string taskId = error.Info.Metadata["task_id"];
        Protos.V1.Task task = (await gateway.Tasks.GetTaskAsync(new GetTaskRequest { TaskId = taskId })).Task;
        Assert.Equal(TaskStatus.Failed, task.Status);
        Assert.Equal("start_refused", task.ErrorType);
        Assert.Contains($"({answer})", task.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BatchCreateTasks_Fifty_AreStoredInOrderAndStarted()
    {
        string @namespace = Requests.NewNamespace();
        var batch = new BatchCreateTasksRequest { Namespace = @namespace };
        batch.Requests.AddRange(Enumerable.Range(0, 50).Select(i => Requests.Echo($"task {i}")));
        BatchCreateTasksResponse created = await gateway.Tasks.BatchCreateTasksAsync(batch);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"task {i}"), created.Results.Select(r => r.Task.Name));
        Assert.All(created.Results, r => Assert.Equal((TaskStatus.Queued, @namespace), (r.Task.Status, r.Task.Namespace)));
    }

    [Fact]
    public async Task BatchCreateTasks_HostDown_AllArePendingWaitingForAWorker()
    {
        gateway.Functions.Answer = 500;
        var batch = new BatchCreateTasksRequest();
        batch.Requests.AddRange(Enumerable.Range(0, 50).Select(i => Requests.Echo($"task {i}")));
        int before = gateway.Functions.Requests.Count;
        BatchCreateTasksResponse created = await gateway.Tasks.BatchCreateTasksAsync(batch);
        Assert.All(created.Results, r => Assert.Equal((TaskStatus.Pending, WaitReason.Worker), (r.Task.Status, r.Task.WaitReason)));
        Assert.InRange(gateway.Functions.Requests.Count - before, 1, 8);
    }

    [Fact]
    public async Task BatchCreateTasks_OneIsInvalid_StoresNoneAndNamesIt()
    {
        string @namespace = Requests.NewNamespace();
        var batch = new BatchCreateTasksRequest { Namespace = @namespace, Requests = { Requests.Echo(), Requests.Llm(""), Requests.Echo("") } };
        CallError error = await CallError.OfAsync(async () => await gateway.Tasks.BatchCreateTasksAsync(batch));
        Assert.Equal(["requests[1].work.llm.prompt", "requests[2].name"], error.Fields);
        Assert.Equal(0, await gateway.QueryAsync<long>("SELECT count(*) FROM orchestrator.namespaces WHERE name = $1", @namespace));
    }

    [Fact]
    public async Task GetTask_OfAnotherNamespace_IsNotFound()
    {
        CreateTaskResponse created = await gateway.Tasks.CreateTaskAsync(Requests.Echo());
        CallError error = await CallError.OfAsync(async () => await gateway.Tasks.GetTaskAsync(
            new GetTaskRequest { Namespace = "elsewhere", TaskId = created.Task.Id }));
        Assert.Equal(StatusCode.NotFound, error.Code);
        Assert.Equal(("TASK_NOT_FOUND", "orchestrator"), (error.Info.Type, error.Info.Domain));
        Assert.Equal(created.Task.Id, error.Info.Metadata["task_id"]);
    }
}
