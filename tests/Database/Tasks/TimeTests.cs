using Microsoft.EntityFrameworkCore;
using Npgsql;
using Orchestrator.Core.Tasks;
using Orchestrator.Database.Model;
using Orchestrator.Tests.Support.Database;

namespace Orchestrator.Database.Tests.Tasks;

/// <summary>Stored times are the database's, whatever a statement says.</summary>
public sealed class TimeTests(MigratedDatabase database) : IClassFixture<MigratedDatabase>
{
    readonly NpgsqlDataSource _sql = database.DataSource;

    [Fact]
    public async Task ExecuteAfter_InThePast_MeansNow()
    {
        Guid inserted = await _sql.InsertTaskAsync("execute_after", "'2020-01-01Z'");
        Guid changed = await _sql.InsertTaskAsync();
        await _sql.ExecuteAsync("UPDATE orchestrator.tasks SET execute_after = '2020-01-01Z' WHERE id = $1", changed);

        Assert.Equal((await TaskAsync(inserted)).CreatedAt, (await TaskAsync(inserted)).ExecuteAfter);
        Assert.Equal((await TaskAsync(changed)).UpdatedAt, (await TaskAsync(changed)).ExecuteAfter);
    }

    [Fact]
    public async Task ExecuteAfter_InTheFuture_Stays()
    {
        TaskRow task = await TaskAsync(await _sql.InsertTaskAsync("execute_after", "'2100-01-01Z'"));

        Assert.Equal(2100, task.ExecuteAfter?.Year);
    }

    [Fact]
    public async Task Insert_WithTimesOfItsOwn_GetsTheDatabases()
    {
        TaskRow task = await TaskAsync(await _sql.InsertTaskAsync(
            "created_at, updated_at, started_at, completed_at, event_seq", "'2020-01-01Z', '2020-01-01Z', '2020-01-01Z', '2020-01-01Z', 9"));

        Assert.NotEqual(2020, task.CreatedAt.Year);
        Assert.Equal(task.CreatedAt, task.UpdatedAt);
        Assert.Equal((null, null, 1), (task.StartedAt, task.CompletedAt, task.EventSeq));
    }

    [Fact]
    public async Task Run_IsStartedAtItsFirstAttemptAndCompletedAtItsEnd()
    {
        Guid id = await _sql.InsertTaskInAsync(TaskRecordStatus.Running);
        DateTimeOffset? started = (await TaskAsync(id)).StartedAt;
        await _sql.MoveAsync(id, TaskRecordStatus.Running, TaskRecordStatus.Queued);
        await _sql.MoveAsync(id, TaskRecordStatus.Queued, TaskRecordStatus.Running);
        await _sql.ExecuteAsync("UPDATE orchestrator.tasks SET started_at = '2020-01-01Z', completed_at = '2020-01-01Z' WHERE id = $1", id);
        TaskRow again = await TaskAsync(id);
        await _sql.MoveAsync(id, TaskRecordStatus.Running, TaskRecordStatus.Completed);
        TaskRow done = await TaskAsync(id);

        Assert.NotNull(started);
        Assert.Equal((started, null), (again.StartedAt, again.CompletedAt));
        Assert.True(again.LastAttemptedAt > started);
        Assert.Equal((started, true), (done.StartedAt, done.IsDone));
        Assert.True(done.CompletedAt >= done.StartedAt);
    }

    [Fact]
    public async Task End_WithAClockThatWentBack_IsNotBeforeItsStart()
    {
        Guid id = await _sql.InsertTaskInAsync(TaskRecordStatus.Running);

        // As if the clock had been an hour ahead until now.
        await _sql.ExecuteAsync($"""
            BEGIN;
            ALTER TABLE orchestrator.tasks DISABLE TRIGGER USER;
            UPDATE orchestrator.tasks SET started_at = now() + interval '1 hour', updated_at = now() + interval '1 hour' WHERE id = '{id}';
            ALTER TABLE orchestrator.tasks ENABLE TRIGGER USER;
            COMMIT;
            """);
        await _sql.MoveAsync(id, TaskRecordStatus.Running, TaskRecordStatus.Completed);

        TaskRow task = await TaskAsync(id);
        Assert.Equal(task.StartedAt, task.CompletedAt);
    }

    [Fact]
    public async Task Execution_IsTimedByTheDatabase()
    {
        Guid id = await _sql.InsertTaskInAsync(TaskRecordStatus.Running);
        await _sql.ExecuteAsync(
            "INSERT INTO orchestrator.task_executions (task_id, attempt_number, status, started_at) VALUES ($1, 1, 'running', '2020-01-01Z')", id);
        await _sql.ExecuteAsync("UPDATE orchestrator.task_executions SET status = 'failed', completed_at = '2020-01-01Z' WHERE task_id = $1", id);

        await using OrchestratorDbContext context = database.CreateContext();
        TaskExecutionRow execution = await context.TaskExecutions.SingleAsync(e => e.TaskId == id);
        Assert.True(execution.QueuedAt <= execution.StartedAt && execution.StartedAt <= execution.CompletedAt);
        Assert.NotEqual(2020, execution.StartedAt?.Year);
        Assert.Equal(
            (long)Math.Round((execution.CompletedAt - execution.StartedAt)!.Value.TotalMilliseconds, MidpointRounding.AwayFromZero),
            execution.DurationMs);
    }

    [Fact]
    public async Task LlmCall_IsAnsweredWhenItsOutcomeSaysSo()
    {
        Guid id = await _sql.InsertTaskAsync();
        await _sql.ExecuteAsync("""
            INSERT INTO orchestrator.llm_calls (task_id, attempt, call_no, request_hash, provider, model, answered_at)
            VALUES ($1, 1, 1, repeat('a', 64), 'p', 'm', now())
            """, id);
        await using OrchestratorDbContext context = database.CreateContext();
        Assert.Null((await context.LlmCalls.SingleAsync(c => c.TaskId == id)).AnsweredAt);

        await _sql.ExecuteAsync("UPDATE orchestrator.llm_calls SET outcome = 'succeeded' WHERE task_id = $1", id);

        LlmCallRow call = await context.LlmCalls.SingleAsync(c => c.TaskId == id);
        Assert.True(call.AnsweredAt >= call.IntendedAt);
    }

    [Fact]
    public async Task Search_HoldsNamePromptAndInTheEndTheOutput()
    {
        Guid id = await _sql.InsertTaskAsync("prompt", "repeat('p', 9000)");
        string atCreation = await BodyAsync(id);
        await _sql.MoveAsync(id, TaskRecordStatus.Pending, TaskRecordStatus.Queued);
        await _sql.MoveAsync(id, TaskRecordStatus.Queued, TaskRecordStatus.Running);
        await _sql.ExecuteAsync("UPDATE orchestrator.tasks SET output = 'the answer' WHERE id = $1", id);
        string before = await BodyAsync(id);
        await _sql.MoveAsync(id, TaskRecordStatus.Running, TaskRecordStatus.Completed);
        string atTheEnd = await BodyAsync(id);

        Assert.Equal(8192, atCreation.Length);
        Assert.StartsWith("a task\nppp", atCreation);
        Assert.Equal(atCreation, before);
        Assert.EndsWith("\nthe answer", atTheEnd);
    }

    Task<string> BodyAsync(Guid id) => _sql.ReadAsync<string>("SELECT body FROM orchestrator.task_search WHERE task_id = $1", id);

    async Task<TaskRow> TaskAsync(Guid id)
    {
        await using OrchestratorDbContext context = database.CreateContext();
        return await context.Tasks.SingleAsync(t => t.Id == id);
    }
}
