using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orchestrator.Core.Tasks;
using Orchestrator.Database.Model;
using Orchestrator.Tests.Support.Database;

namespace Orchestrator.Database.Tests.Tasks;

public sealed class TransitionTests(MigratedDatabase database) : IClassFixture<MigratedDatabase>
{
    readonly NpgsqlDataSource _sql = database.DataSource;
    readonly ITaskTransitions _transitions = database.Services.GetRequiredService<ITaskTransitions>();

    [Fact]
    public async Task Insert_WritesTheFirstTransitionAndEvent()
    {
        Guid id = await _sql.InsertTaskAsync("correlation_id", "'corr-1'");

        TaskTransitionRow transition = Assert.Single(await TransitionsAsync(id));
        Assert.Null(transition.FromStatus);
        Assert.Equal((TaskRecordStatus.Pending, 1, true, "api:test"), (transition.ToStatus, transition.SortKey, transition.MostRecent, transition.Actor));
        LifecycleEventRow created = Assert.Single(await EventsAsync(id));
        Assert.Equal(("task", 1, "task.created", "api:test", "corr-1"), (created.SubjectKind, created.Seq, created.EventName, created.Actor, created.CorrelationId));
        Assert.Equal(NamespaceRow.DefaultId, created.NamespaceId);
    }

    [Fact]
    public async Task Life_WithARetry_IsAuditedAndPublishedStepByStep()
    {
        Guid id = await _sql.InsertTaskAsync();
        await _transitions.TryMoveAsync(id, run: null, [TaskRecordStatus.Pending], TaskRecordStatus.Queued, "api:test", null, default);
        await _sql.ExecuteAsync("INSERT INTO orchestrator.task_executions (task_id, attempt_number, status) VALUES ($1, 1, 'running')", id);
        await _transitions.TryMoveAsync(id, run: null, [TaskRecordStatus.Queued], TaskRecordStatus.Running, "system:w1", null, default);
        await _transitions.TryMoveAsync(id, run: null, [TaskRecordStatus.Running], TaskRecordStatus.Queued, "system:w1", """{"reason": "429"}""", default);
        await _sql.ExecuteAsync("INSERT INTO orchestrator.task_executions (task_id, attempt_number, status) VALUES ($1, 2, 'running')", id);
        await _transitions.TryMoveAsync(id, run: null, [TaskRecordStatus.Queued], TaskRecordStatus.Running, "system:w2", null, default);
        await _transitions.TryMoveAsync(id, run: null, [TaskRecordStatus.Running], TaskRecordStatus.Completed, "system:w2", null, default);

        List<TaskTransitionRow> transitions = await TransitionsAsync(id);
        Assert.Equal(Enumerable.Range(1, 6), transitions.Select(t => t.SortKey));
        Assert.Equal([false, false, false, false, false, true], transitions.Select(t => t.MostRecent));
        Assert.Equal(transitions.Skip(1).Select(t => t.FromStatus), transitions.SkipLast(1).Select(t => (TaskRecordStatus?)t.ToStatus));
        Assert.Equal("""{"reason": "429"}""", transitions[3].Metadata);

        List<LifecycleEventRow> events = await EventsAsync(id);
        Assert.Equal(
            ["task.created", "task.queued", "task.started", "task.retry_scheduled", "task.started", "task.completed"],
            events.Select(e => e.EventName));
        Assert.Equal(["api:test", "api:test", "system:w1", "system:w1", "system:w2", "system:w2"], events.Select(e => e.Actor));
        JsonElement payload = JsonElement.Parse(events[^1].Payload);
        Assert.Equal(id, payload.GetProperty("task_id").GetGuid());
        Assert.Equal(2, payload.GetProperty("attempt").GetInt32());
        Assert.Equal(3, payload.GetProperty("retry_limit").GetInt32());
        Assert.Equal("running", payload.GetProperty("from_status").GetString());
        Assert.Equal("completed", payload.GetProperty("status").GetString());
        foreach (string name in (string[])["chain_id", "node_key", "started_at", "completed_at", "duration_ms"])
        {
            Assert.True(payload.TryGetProperty(name, out _), name);
        }
    }

    [Fact]
    public async Task TryMoveAsync_WhenSomeoneWasFirst_WritesNothing()
    {
        Guid id = await _sql.InsertTaskInAsync(TaskRecordStatus.Queued);

        Assert.False(await _transitions.TryMoveAsync(id, run: null, [TaskRecordStatus.Pending], TaskRecordStatus.Queued, "system", null, default));
        Assert.False(await _transitions.TryMoveAsync(Guid.NewGuid(), run: null, [TaskRecordStatus.Pending], TaskRecordStatus.Queued, "system", null, default));

        Assert.Equal(2, (await TransitionsAsync(id)).Count);
    }

    [Fact]
    public async Task TryMoveAsync_OfAnEarlierRun_WritesNothing()
    {
        Guid id = await _sql.InsertTaskInAsync(TaskRecordStatus.Failed);
        await _transitions.TryMoveAsync(id, run: 1, [TaskRecordStatus.Failed], TaskRecordStatus.Pending, "api:test", null, default);

        Assert.False(await _transitions.TryMoveAsync(id, run: 1, [TaskRecordStatus.Pending], TaskRecordStatus.Queued, "system", null, default));
        Assert.Equal(TaskRecordStatus.Pending, (await TaskAsync(id)).Status);
        Assert.True(await _transitions.TryMoveAsync(id, run: 2, [TaskRecordStatus.Pending], TaskRecordStatus.Queued, "system", null, default));
        Assert.False(await _transitions.TryMoveAsync(id, run: 1, [TaskRecordStatus.Queued], TaskRecordStatus.Queued, "system", null, default));
    }

    [Fact]
    public async Task TryMoveAsync_ToTheSameStatus_IsSilent()
    {
        Guid id = await _sql.InsertTaskInAsync(TaskRecordStatus.Queued);

        Assert.True(await _transitions.TryMoveAsync(
            id, run: null, [TaskRecordStatus.Pending, TaskRecordStatus.Queued], TaskRecordStatus.Queued, "system", null, default));
        await _sql.ExecuteAsync("UPDATE orchestrator.tasks SET status = 'queued' WHERE id = $1", id);

        Assert.Equal(2, (await TransitionsAsync(id)).Count);
        Assert.Equal(2, (await EventsAsync(id)).Count);
    }

    [Fact]
    public async Task TryMoveAsync_ToFailed_TakesTheErrorFromTheMetadata()
    {
        Guid id = await _sql.InsertTaskAsync();

        await _transitions.TryMoveAsync(
            id, run: null, [TaskRecordStatus.Pending], TaskRecordStatus.Failed, "system", """{"error_type": "start_refused", "error_message": "404"}""", default);

        TaskRow task = await TaskAsync(id);
        Assert.Equal(("start_refused", "404"), (task.ErrorType, task.ErrorMessage));
        Assert.Equal("start_refused", JsonElement.Parse((await EventsAsync(id))[^1].Payload).GetProperty("error_type").GetString());
    }

    [Fact]
    public async Task TryMoveAsync_InACallersTransaction_LeavesItsActorAsItWas()
    {
        Guid id = await _sql.InsertTaskAsync();
        await using NpgsqlConnection connection = await _sql.OpenConnectionAsync();
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("SELECT set_config('orchestrator.actor', 'manual:ada', true)");
        await connection.ExecuteAsync("SELECT orchestrator.transition_task($1, '{pending}', 'queued', 'system:x')", id);
        await connection.ExecuteAsync("UPDATE orchestrator.tasks SET status = 'cancelled' WHERE id = $1", id);
        await transaction.CommitAsync();

        Assert.Equal(["api:test", "system:x", "manual:ada"], (await EventsAsync(id)).Select(e => e.Actor));
    }

    [Fact]
    public async Task Retry_OfAFailedTask_BeginsANewRun()
    {
        Guid id = await _sql.InsertTaskInAsync(TaskRecordStatus.Running);
        await _sql.ExecuteAsync("UPDATE orchestrator.tasks SET retry_count = 3, output = 'half', warnings_count = 1 WHERE id = $1", id);
        await _sql.MoveAsync(id, TaskRecordStatus.Running, TaskRecordStatus.Failed, metadata: """{"error_type": "x", "error_message": "y"}""");

        await _sql.MoveAsync(id, TaskRecordStatus.Failed, TaskRecordStatus.Pending, "api:ada");

        TaskRow task = await TaskAsync(id);
        Assert.Equal((2, 0, 0), (task.RunNo, task.RetryCount, task.WarningsCount));
        Assert.Equal((null, null, null), (task.Output, task.ErrorType, task.ErrorMessage));
        Assert.Equal((null, null), (task.StartedAt, task.CompletedAt));
    }

    [Fact]
    public async Task Transitions_WrittenDirectly_AreRefused()
    {
        Guid id = await _sql.InsertTaskAsync();

        foreach (string statement in (string[])["DELETE FROM orchestrator.task_transitions", "UPDATE orchestrator.task_transitions SET actor = 'x'"])
        {
            PostgresException error = await Assert.ThrowsAsync<PostgresException>(() => _sql.ExecuteAsync(statement));
            Assert.Equal(ErrorCodes.WrittenByTriggersOnly, error.SqlState);
        }

        await _sql.ExecuteAsync("DELETE FROM orchestrator.tasks WHERE id = $1", id);
        Assert.Empty(await TransitionsAsync(id));
    }

    [Fact]
    public async Task RecordTaskEvent_FromManyConnectionsBesideTransitions_NumbersWithoutGap()
    {
        Guid id = await _sql.InsertTaskAsync();

        await Parallel.ForEachAsync(Enumerable.Range(0, 200), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
        {
            switch (i)
            {
                case 50:
                    Assert.True(await _sql.MoveAsync(id, TaskRecordStatus.Pending, TaskRecordStatus.Queued));
                    break;
                default:
                    await _sql.ReadAsync<int>("SELECT orchestrator.record_task_event($1, 'llm.call_completed', 'system', '{\"call_no\": 1}')", id);
                    break;
            }
        });

        List<LifecycleEventRow> events = await EventsAsync(id);
        Assert.Equal(Enumerable.Range(1, 201), events.Select(e => e.Seq));
        Assert.Equal(201, (await TaskAsync(id)).EventSeq);
        Assert.Equal(events.Select(e => (e.Tx, e.Id)).Order(), events.Select(e => (e.Tx, e.Id)));
    }

    [Fact]
    public async Task TryMoveAsync_FromManyConnections_MovesOnce()
    {
        Guid id = await _sql.InsertTaskAsync();

        bool[] moved = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ =>
            _transitions.TryMoveAsync(id, run: null, [TaskRecordStatus.Pending], TaskRecordStatus.Queued, "system", null, default)));

        Assert.Single(moved, m => m);
        Assert.Equal(2, (await EventsAsync(id)).Count);
    }

    [Fact]
    public async Task SetWaitAsync_WithANewReason_IsAnEventOnce()
    {
        Guid id = await _sql.InsertTaskAsync();

        await _transitions.SetWaitAsync(id, TaskRecordStatus.Queued, WaitReason.Worker, null, default);  // not queued: nothing
        await _transitions.SetWaitAsync(id, TaskRecordStatus.Pending, WaitReason.Worker, null, default);
        await _transitions.SetWaitAsync(id, TaskRecordStatus.Pending, WaitReason.Worker, DateTimeOffset.UtcNow, default);
        Assert.Equal(WaitReason.Worker, (await TaskAsync(id)).WaitReason);
        await _sql.MoveAsync(id, TaskRecordStatus.Pending, TaskRecordStatus.Queued);

        Assert.Null((await TaskAsync(id)).WaitReason);
        Assert.Equal(["task.created", "task.waiting", "task.queued"], (await EventsAsync(id)).Select(e => e.EventName));
    }

    async Task<List<TaskTransitionRow>> TransitionsAsync(Guid id)
    {
        await using OrchestratorDbContext context = database.CreateContext();
        return await context.TaskTransitions.Where(t => t.TaskId == id).OrderBy(t => t.SortKey).ToListAsync();
    }

    async Task<List<LifecycleEventRow>> EventsAsync(Guid id)
    {
        await using OrchestratorDbContext context = database.CreateContext();
        return await context.LifecycleEvents.Where(e => e.SubjectId == id).OrderBy(e => e.Seq).ToListAsync();
    }

    async Task<TaskRow> TaskAsync(Guid id)
    {
        await using OrchestratorDbContext context = database.CreateContext();
        return await context.Tasks.SingleAsync(t => t.Id == id);
    }
}
