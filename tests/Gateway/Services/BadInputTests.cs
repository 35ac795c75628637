using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using Task = System.Threading.Tasks.Task;
using TaskStatus = Orchestrator.Protos.V1.TaskStatus;

namespace Orchestrator.Gateway.Tests.Services;

/// <summary>The limits of tasks.proto on the wire; the validator's own tests have each at both of its sides.</summary>
public sealed class BadInputTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    public static TheoryData<string, Action<CreateTaskRequest>> BadRequests => new()
    {
        { "namespace", r => r.Namespace = "Not Allowed" },
        { "name", r => r.Name = "" },
        { "name", r => r.Name = new string('x', 256) },
        { "name", r => r.Name = "a\0b" },
        { "work", r => r.Work = null },
        { "work", r => r.Work = new TaskWork() },
        { "work.llm.prompt", r => r.Work = new TaskWork { Llm = new LlmWork() } },
        { "work.llm.temperature", r => r.Work = new TaskWork { Llm = new LlmWork { Prompt = "p", Temperature = 2.1 } } },
        { "work.llm.temperature", r => r.Work = new TaskWork { Llm = new LlmWork { Prompt = "p", Temperature = double.NaN } } },
        { "work.llm.max_output_tokens", r => r.Work = new TaskWork { Llm = new LlmWork { Prompt = "p", MaxOutputTokens = 0 } } },
        { "work.echo.delay", r => r.Work.Echo.Delay = Duration.FromTimeSpan(TimeSpan.FromSeconds(601)) },
        { "work.echo.delay", r => r.Work.Echo.Delay = new Duration { Seconds = 1, Nanos = -1 } },
        { "work.echo.failing_attempts", r => r.Work.Echo.FailingAttempts = 21 },
        { "work.sleep.duration", r => r.Work = new TaskWork { Sleep = new SleepWork() } },
        { "work.sleep.duration", r => r.Work = new TaskWork { Sleep = new SleepWork { Duration = new Duration { Seconds = -1 } } } },
        { "work.sum.values", r => r.Work = new TaskWork { Sum = new SumWork() } },
        { "work.sum.values[1]", r => r.Work = new TaskWork { Sum = new SumWork { Values = { 1, double.PositiveInfinity } } } },
        { "work.file_hash.path", r => r.Work = new TaskWork { FileHash = new FileHashWork { Path = "../x" } } },
        { "work.file_hash.algorithm", r => r.Work = new TaskWork { FileHash = new FileHashWork { Path = "x", Algorithm = (HashAlgorithm)9 } } },
        { "work.custom.handler", r => r.Work = Requests.Custom("no.such.handler").Work },
        { "work.custom.handler", r => r.Work = Requests.Custom("").Work },
        { "work.custom.prompt", r => r.Work = Requests.Custom("llm.complete").Work },
        { "work.custom.parameters.delay_seconds", r => r.Work = Requests.Custom("debug.echo", "", ("delay_seconds", Value.ForString("long"))).Work },
        { "work.custom.parameters.dealy", r => r.Work = Requests.Custom("debug.echo", "", ("dealy", Value.ForNumber(1))).Work },
        { "work.custom.parameters", r => r.Work = Requests.Custom("debug.echo", "", ("message", Value.ForNumber(double.NaN))).Work },
        { "priority", r => r.Priority = (ExecutionPriority)77 },
        { "execute_after", r => r.ExecuteAfter = new Timestamp { Seconds = 300_000_000_000 } },
        { "max_retries", r => r.MaxRetries = 21 },
        { "max_retries", r => r.MaxRetries = -1 },
        { "tags", r => r.Tags[""] = "x" },
        { "tags", r => r.Tags[new string('k', 64)] = "x" },
        { "tags[k]", r => r.Tags["k"] = new string('v', 256) },
        { "metadata", r => r.Metadata = new Struct { Fields = { ["x"] = Value.ForString(new string('m', 65_536)) } } },
        { "metadata", r => r.Metadata = new Struct { Fields = { ["x"] = Value.ForNumber(double.NegativeInfinity) } } },
        { "idempotency_key", r => r.IdempotencyKey = new string('k', 256) },
        { "correlation_id", r => r.CorrelationId = new string('c', 129) },
    };

    [Theory]
    [MemberData(nameof(BadRequests))]
    public async Task CreateTask_BadField_NamesItAndStoresNothing(string field, Action<CreateTaskRequest> spoil)
    {
        CreateTaskRequest request = Requests.Echo();
        spoil(request);
        CallError error = await CallError.OfAsync(async () => await gateway.Tasks.CreateTaskAsync(request));
        Assert.Equal(StatusCode.InvalidArgument, error.Code);
        Assert.Contains(field, error.Fields);
        Assert.Contains(field, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, await gateway.CountTasksAsync());
        Assert.Empty(gateway.Functions.Requests);
    }

    [Fact]
    public async Task CreateTask_SeveralBadFields_NamesAllAtOnce()
    {
        CallError error = await CallError.OfAsync(async () => await gateway.Tasks.CreateTaskAsync(
            new CreateTaskRequest { Namespace = "A", MaxRetries = 99, Work = new TaskWork { Llm = new LlmWork() } }));
        Assert.Equal(["max_retries", "name", "namespace", "work.llm.prompt"], error.Fields.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(51)]
    public async Task BatchCreateTasks_WrongCount_NamesRequests(int count)
    {
        var batch = new BatchCreateTasksRequest();
        batch.Requests.AddRange(Enumerable.Range(0, count).Select(_ => Requests.Echo()));
        CallError error = await CallError.OfAsync(async () => await gateway.Tasks.BatchCreateTasksAsync(batch));
        Assert.Equal(["requests"], error.Fields);
    }

    [Fact]
    public async Task BatchCreateTasks_AnotherNamespaceInside_NamesIt()
    {
        CallError error = await CallError.OfAsync(async () => await gateway.Tasks.BatchCreateTasksAsync(
            new BatchCreateTasksRequest { Namespace = "a", Requests = { Requests.Echo(@namespace: "a"), Requests.Echo(@namespace: "b") } }));
        Assert.Equal(["requests[1].namespace"], error.Fields);
    }

    [Theory]
    [InlineData("")]
    [InlineData("17")]
    [InlineData("{00000000-0000-0000-0000-000000000000}")]
    public async Task AnyCall_MalformedId_NamesTaskId(string id)
    {
        Func<Task>[] calls =
        [
            async () => await gateway.Tasks.GetTaskAsync(new GetTaskRequest { TaskId = id }),
            async () => await gateway.Tasks.CancelTaskAsync(new CancelTaskRequest { TaskId = id }),
            async () => await gateway.Tasks.RetryTaskAsync(new RetryTaskRequest { TaskId = id }),
        ];
        foreach (Func<Task> call in calls)
        {
            CallError error = await CallError.OfAsync(call);
            Assert.Equal(StatusCode.InvalidArgument, error.Code);
            Assert.Equal(["task_id"], error.Fields);
        }
    }

    public static TheoryData<string, ListTasksRequest> BadLists => new()
    {
        { "page_size", new ListTasksRequest { PageSize = 201 } },
        { "page_size", new ListTasksRequest { PageSize = -1 } },
        { "page_token", new ListTasksRequest { PageToken = "nonsense" } },
        { "search_text", new ListTasksRequest { SearchText = new string('s', 201) } },
        { "statuses[1]", new ListTasksRequest { Statuses = { TaskStatus.Failed, TaskStatus.Unspecified } } },
        { "statuses[0]", new ListTasksRequest { Statuses = { (TaskStatus)42 } } },
        { "namespace", new ListTasksRequest { Namespace = "a_b" } },
        {
            "created_before",
            new ListTasksRequest { CreatedAfter = new Timestamp { Seconds = 2 }, CreatedBefore = new Timestamp { Seconds = 1 } }
        },
    };

    [Theory]
    [MemberData(nameof(BadLists))]
    public async Task ListTasks_BadField_NamesIt(string field, ListTasksRequest request)
    {
        CallError error = await CallError.OfAsync(async () => await gateway.Tasks.ListTasksAsync(request));
        Assert.Equal(StatusCode.InvalidArgument, error.Code);
        Assert.Equal([field], error.Fields);
    }

    public static TheoryData<string, WatchRequest> BadWatches => new()
    {
        { "task_id", new WatchRequest { TaskId = "x" } },
        { "after_sequence", new WatchRequest { TaskId = $"{Guid.NewGuid()}", AfterSequence = -1 } },
        { "after_sequence", new WatchRequest { AfterSequence = 1 } },
        { "after_position", new WatchRequest { AfterPosition = "not one" } },
        { "after_position", new WatchRequest { TaskId = $"{Guid.NewGuid()}", AfterPosition = "1-1" } },
        { "stop_when_done", new WatchRequest { StopWhenDone = true } },
        { "namespace", new WatchRequest { Namespace = "A" } },
    };

    [Theory]
    [MemberData(nameof(BadWatches))]
    public async Task Watch_BadField_NamesIt(string field, WatchRequest request)
    {
        using var watcher = new Watcher(gateway.Events, request);
        CallError error = await CallError.OfAsync(watcher.ReadAsync);
        Assert.Equal(StatusCode.InvalidArgument, error.Code);
        Assert.Equal([field], error.Fields);
    }

    [Fact]
    public async Task CreateTask_NamesTooLongForAHeader_AreCutInTheError()
    {
        CreateTaskRequest request = Requests.Custom("debug.echo", "", (new string('p', 1_000_000), Value.ForNumber(1)));
        request.Tags[new string('k', 1_000_000)] = new string('v', 300);
        CallError error = await CallError.OfAsync(async () => await gateway.Tasks.CreateTaskAsync(request));
        Assert.Equal(StatusCode.InvalidArgument, error.Code);
        Assert.Contains(error.Fields, f => f.StartsWith("work.custom.parameters.ppp", StringComparison.Ordinal) && f.Length < 200);
    }

    [Fact]
    public async Task CancelTask_ReasonTooLong_NamesIt()
    {
        CallError error = await CallError.OfAsync(async () => await gateway.Tasks.CancelTaskAsync(
            new CancelTaskRequest { TaskId = $"{Guid.NewGuid()}", Reason = new string('r', 501) }));
        Assert.Equal(["reason"], error.Fields);
    }

    [Fact]
    public async Task CreateTask_MessageOverTheLimit_IsRefusedAndNothingStored()
    {
        RpcException error = await Assert.ThrowsAsync<RpcException>(async () =>
            await gateway.Tasks.CreateTaskAsync(Requests.Llm(new string('p', 5 * 1024 * 1024))));
        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
        Assert.Equal(0, await gateway.CountTasksAsync());
    }
}
