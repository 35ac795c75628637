using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using Task = System.Threading.Tasks.Task;

namespace Orchestrator.Gateway.Tests.Services;

public sealed class IdempotencyTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Fact]
    public async Task CreateTask_SameKeySameRequest_ReturnsTheFirstTask()
    {
        CreateTaskRequest request = Requests.Echo(key: NewKey());
        request.ExecuteAfter = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddYears(-1));
        CreateTaskResponse first = await gateway.Tasks.CreateTaskAsync(request);
        request.CorrelationId = "another trace of the same wish";
        CreateTaskResponse second = await gateway.Tasks.CreateTaskAsync(request);
        Assert.Equal(first.Task.Id, second.Task.Id);
        Assert.Equal((false, true), (first.AlreadyExisted, second.AlreadyExisted));
    }

    [Fact]
    public async Task CreateTask_SameWishWrittenAsCustomWork_ReturnsTheFirstTask()
    {
        string key = NewKey();
        CreateTaskRequest custom = Requests.Custom("debug.echo", "", ("message", Value.ForString("hello")));
        custom.Name = "echo";
        custom.IdempotencyKey = key;
        CreateTaskResponse first = await gateway.Tasks.CreateTaskAsync(Requests.Echo(key: key));
        CreateTaskResponse second = await gateway.Tasks.CreateTaskAsync(custom);
        Assert.Equal(first.Task.Id, second.Task.Id);
    }

    public static TheoryData<string, Action<CreateTaskRequest>> Differences => new()
    {
        { "name", r => r.Name = "other" },
        { "work", r => r.Work = new TaskWork { Sum = new SumWork { Values = { 1 } } } },
        { "work.echo.message", r => r.Work.Echo.Message = "other" },
        { "work.echo.delay", r => r.Work.Echo.Delay = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)) },
        { "priority", r => r.Priority = ExecutionPriority.Critical },
        { "max_retries", r => r.MaxRetries = 4 },
        { "initiator", r => r.Initiator = "somebody else" },
        { "source_system", r => r.SourceSystem = "erp" },
        { "tags[a]", r => r.Tags["a"] = "b" },
        { "metadata.deep", r => r.Metadata = Struct.Parser.ParseJson("""{"deep": {"x": [1, 2]}}""") },
        { "execute_after", r => r.ExecuteAfter = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(1)) },
    };

    [Theory]
    [MemberData(nameof(Differences))]
    public async Task CreateTask_SameKeyOtherRequest_NamesTheTaskAndTheField(string field, Action<CreateTaskRequest> change)
    {
        CreateTaskRequest request = Requests.Echo(key: NewKey());
        CreateTaskResponse first = await gateway.Tasks.CreateTaskAsync(request);
        change(request);
        CallError error = await CallError.OfAsync(async () => await gateway.Tasks.CreateTaskAsync(request));
        Assert.Equal(StatusCode.AlreadyExists, error.Code);
        Assert.Equal("IDEMPOTENCY_KEY_REUSED", error.Info.Type);
        Assert.Equal((first.Task.Id, field), (error.Info.Metadata["task_id"], error.Info.Metadata["field"]));
    }

    [Fact]
    public async Task CreateTask_SameContent_IsOneTaskPerInitiatorWithinTheMinute()
    {
        string @namespace = Requests.NewNamespace();
        CreateTaskResponse[] created = await Task.WhenAll(Enumerable.Range(0, 12).Select(async i =>
        {
            CreateTaskRequest request = Requests.Echo(@namespace: @namespace);
            request.Identity = IdentityStrategy.Content;
            request.Initiator = i % 2 == 0 ? "nightly" : "hourly";
            return await gateway.Tasks.CreateTaskAsync(request);
        }));

        // Twelve calls may lie on both sides of a minute's end, and then it is two tasks for each.
        Assert.All(
            created.GroupBy(c => c.Task.Initiator),
            one => Assert.Equal(one.Select(c => c.Task.Id).Distinct().Count(), one.Count(c => !c.AlreadyExisted)));
        Assert.InRange(created.Select(c => c.Task.Id).Distinct().Count(), 2, 4);
        Assert.Contains(created, c => c.AlreadyExisted);
    }

    [Theory]
    [InlineData(IdentityStrategy.CallerKey, "")]
    [InlineData(IdentityStrategy.None, "a key")]
    [InlineData(IdentityStrategy.Content, "a key")]
    public async Task CreateTask_KeyAndStrategyThatDoNotGoTogether_AreRefused(IdentityStrategy strategy, string key)
    {
        CreateTaskRequest request = Requests.Echo(key: key);
        request.Identity = strategy;

        CallError error = await CallError.OfAsync(async () => await gateway.Tasks.CreateTaskAsync(request));

        Assert.Equal((StatusCode.InvalidArgument, "idempotency_key"), (error.Code, Assert.Single(error.Fields)));
    }

    [Fact]
    public async Task CreateTask_SameKeyInAnotherNamespace_IsAnotherTask()
    {
        string key = NewKey();
        CreateTaskResponse first = await gateway.Tasks.CreateTaskAsync(Requests.Echo(key: key));
        CreateTaskResponse second = await gateway.Tasks.CreateTaskAsync(Requests.Echo(key: key, @namespace: "elsewhere"));
        Assert.NotEqual(first.Task.Id, second.Task.Id);
    }

    [Fact]
    public async Task CreateTask_TwentyCallersAtOnce_StoreOneTask()
    {
        string key = NewKey();
        CreateTaskResponse[] created = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(async _ => await gateway.Tasks.CreateTaskAsync(Requests.Echo(key: key, @namespace: "crowd"))));
        Assert.Single(created.Select(c => c.Task.Id).Distinct());
        Assert.Single(created, c => !c.AlreadyExisted);
        Assert.Equal(1, await gateway.QueryAsync<long>("SELECT count(*) FROM orchestrator.tasks WHERE idempotency_key = $1", key));
    }

    [Fact]
    public async Task BatchCreateTasks_OneKeyBelongsToAnotherRequest_StoresNone()
    {
        string key = NewKey();
        string @namespace = Requests.NewNamespace();
        await gateway.Tasks.CreateTaskAsync(Requests.Echo("other", key, @namespace));
        var batch = new BatchCreateTasksRequest { Namespace = @namespace, Requests = { Requests.Echo(), Requests.Echo(key: key), Requests.Echo() } };
        CallError error = await CallError.OfAsync(async () => await gateway.Tasks.BatchCreateTasksAsync(batch));
        Assert.Equal((StatusCode.AlreadyExists, "requests[1].name"), (error.Code, error.Info.Metadata["field"]));
        ListTasksResponse listed = await gateway.Tasks.ListTasksAsync(new ListTasksRequest { Namespace = @namespace });
        Assert.Single(listed.Tasks);
    }

    [Fact]
    public async Task BatchCreateTasks_OneKeyTwice_IsOneTaskOrAnError()
    {
        string key = NewKey();
        BatchCreateTasksResponse created = await gateway.Tasks.BatchCreateTasksAsync(
            new BatchCreateTasksRequest { Requests = { Requests.Echo(key: key), Requests.Echo(key: key) } });
        Assert.Equal([false, true], created.Results.Select(r => r.AlreadyExisted));
        Assert.Equal(created.Results[0].Task.Id, created.Results[1].Task.Id);

        string other = NewKey();
        CallError error = await CallError.OfAsync(async () => await gateway.Tasks.BatchCreateTasksAsync(
            new BatchCreateTasksRequest { Requests = { Requests.Echo(key: other), Requests.Echo("else", other) } }));
        Assert.Equal((StatusCode.InvalidArgument, "requests[1].idempotency_key"), (error.Code, error.Fields[0]));
    }

    [Fact]
    public async Task BatchCreateTasks_TwoThatShareKeysInOppositeOrder_NeitherDeadlocks()
    {
        string[] keys = [.. Enumerable.Range(0, 25).Select(_ => NewKey())];
        BatchCreateTasksRequest Batch(IEnumerable<string> order) => new() { Requests = { order.Select(k => Requests.Echo(key: k)) } };
        BatchCreateTasksResponse[] created = await Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
            await gateway.Tasks.BatchCreateTasksAsync(Batch(i % 2 == 0 ? keys : keys.Reverse()))));
        Assert.Equal(keys.Length, created.SelectMany(c => c.Results).Select(r => r.Task.Id).Distinct().Count());
        Assert.Equal(keys.Length, created.SelectMany(c => c.Results).Count(r => !r.AlreadyExisted));
    }

    static string NewKey() => $"{Guid.NewGuid():N}";
}
