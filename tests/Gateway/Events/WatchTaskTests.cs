using Grpc.Core;
using Npgsql;
using Orchestrator.Core.Tasks;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using static Orchestrator.Core.Tasks.TaskRecordStatus;
using Task = System.Threading.Tasks.Task;

namespace Orchestrator.Gateway.Tests.Events;

public sealed class WatchTaskTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    static readonly string[] WholeLife = ["task.created", "task.queued", "task.started", "task.completed"];

    [Fact]
    public async Task Watch_FromTheFirst_GivesThePastThenTheLiveThenEnds()
    {
        string id = await CreateAsync();
        using var watcher = new Watcher(gateway.Events, new WatchRequest { TaskId = id, StopWhenDone = true });
        await watcher.ReadCountAsync(2);
        await MoveAsync(id, Queued, Running);
        await watcher.ReadCountAsync(3);
        await MoveAsync(id, Running, Completed);
        await watcher.ReadToEndAsync();
        Assert.Equal(WholeLife, watcher.Events.Select(e => e.Name));
        Assert.Equal([1, 2, 3, 4], watcher.Events.Select(e => e.Sequence));
        Assert.All(watcher.Events, e => Assert.Equal((id, "task"), (e.SubjectId, e.SubjectKind)));
        Assert.Equal(id, watcher.Events[0].Payload.Fields["task_id"].StringValue);
    }

    [Fact]
    public async Task Watch_Reconnected_GivesEachEventOnceAndInOrder()
    {
        string id = await CreateAsync();
        var seen = new List<Event>();
        async Task ReadSomeAsync(int count)
        {
            using var watcher = new Watcher(gateway.Events, new WatchRequest { TaskId = id, AfterSequence = seen.LastOrDefault()?.Sequence ?? 0 });
            await watcher.ReadCountAsync(count);
            seen.AddRange(watcher.Events);
        }

        await ReadSomeAsync(1);
        await MoveAsync(id, Queued, Running);
        await ReadSomeAsync(1);
        Task live = ReadSomeAsync(2);
        await MoveAsync(id, Running, Completed);
        await live;
        Assert.Equal(WholeLife, seen.Select(e => e.Name));
    }

    [Fact]
    public async Task Watch_DoneAlready_GivesWhatIsLeftAndEnds()
    {
        string id = await CreateAsync();
        await MoveAsync(id, Queued, Running);
        await MoveAsync(id, Running, Completed);
        using var rest = new Watcher(gateway.Events, new WatchRequest { TaskId = id, AfterSequence = 3, StopWhenDone = true });
        await rest.ReadToEndAsync();
        Assert.Equal(["task.completed"], rest.Events.Select(e => e.Name));
        using var nothing = new Watcher(gateway.Events, new WatchRequest { TaskId = id, AfterSequence = 4, StopWhenDone = true });
        await nothing.ReadToEndAsync();
        Assert.Empty(nothing.Events);
    }

    [Fact]
    public async Task Watch_FailedThenRetried_GoesOnToTheRealEnd()
    {
        string id = await CreateAsync();
        await MoveAsync(id, Queued, Failed);
        await gateway.Tasks.RetryTaskAsync(new RetryTaskRequest { TaskId = id });
        using var watcher = new Watcher(gateway.Events, new WatchRequest { TaskId = id, StopWhenDone = true });
        await watcher.ReadUntilAsync(e => e.Name == "task.retry_requested");
        await watcher.ReadUntilAsync(e => e.Name == "task.queued");
        await MoveAsync(id, Queued, Running);
        await MoveAsync(id, Running, Completed);
        await watcher.ReadToEndAsync();
        Assert.Equal("task.completed", watcher.Events[^1].Name);
        Assert.Equal(Enumerable.Range(1, watcher.Events.Count), watcher.Events.Select(e => e.Sequence));
    }

    [Fact]
    public async Task Watch_LaterStepInAnEarlierTransaction_GivesTheStepsInTheirOrder()
    {
        string id = await CreateAsync();
        using var watcher = new Watcher(gateway.Events, new WatchRequest { TaskId = id });
        await watcher.ReadCountAsync(2);

        // This transaction has its number before the one that starts the task, and completes it after that.
        await using NpgsqlConnection early = await gateway.Database.DataSource.OpenConnectionAsync();
        await using NpgsqlTransaction transaction = await early.BeginTransactionAsync();
        await ExecuteAsync(early, "SELECT pg_current_xact_id()");
        await MoveAsync(id, Queued, Running);
        await ExecuteAsync(early, $"SELECT orchestrator.transition_task('{id}', '{{running}}', 'completed', 'system:test')");
        await transaction.CommitAsync();
        await watcher.ReadCountAsync(4);
        Assert.Equal(WholeLife, watcher.Events.Select(e => e.Name));
        Assert.Equal([1, 2, 3, 4], watcher.Events.Select(e => e.Sequence));
    }

    [Fact]
    public async Task Watch_TaskOfAnotherNamespace_IsNotFound()
    {
        using var watcher = new Watcher(gateway.Events, new WatchRequest { Namespace = "elsewhere", TaskId = await CreateAsync() });
        CallError error = await CallError.OfAsync(watcher.ReadAsync);
        Assert.Equal(StatusCode.NotFound, error.Code);
    }

    [Fact]
    public async Task Watch_DeadlinePasses_SaysSo()
    {
        using AsyncServerStreamingCall<WatchResponse> call = gateway.Events.Watch(
            new WatchRequest { TaskId = await CreateAsync() }, deadline: DateTime.UtcNow.AddMilliseconds(500));
        RpcException error = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext(CancellationToken.None))
            {
            }
        });
        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    async Task<string> CreateAsync() => (await gateway.Tasks.CreateTaskAsync(Requests.Echo())).Task.Id;

    async Task MoveAsync(string id, TaskRecordStatus from, TaskRecordStatus to) => Assert.True(
        await gateway.Transitions.TryMoveAsync(Guid.Parse(id), run: null, [from], to, "system:test", metadata: null, CancellationToken.None));
}
