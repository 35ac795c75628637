using Npgsql;
using Orchestrator.Core.Tasks;
using Orchestrator.Database.Tests.Chains;
using Orchestrator.Tests.Support.Database;

namespace Orchestrator.Database.Tests.Tasks;

public sealed class ExplainTests(MigratedDatabase database) : IClassFixture<MigratedDatabase>
{
    readonly NpgsqlDataSource _sql = database.DataSource;

    [Fact]
    public async Task ExplainTask_Pending_WaitsForItsStart()
    {
        Explanation explanation = await ExplainAsync(await _sql.InsertTaskAsync());

        Assert.Equal((TaskRecordStatus.Pending, WaitReason.Worker, null), (explanation.Status, explanation.WaitsFor, explanation.Until));
        Assert.StartsWith("StartPendingTasks", explanation.WhoseTurn);
    }

    [Theory]
    [InlineData(TaskRecordStatus.Pending)]
    [InlineData(TaskRecordStatus.Queued)]
    public async Task ExplainTask_BeforeExecuteAfter_WaitsForTheClock(TaskRecordStatus status)
    {
        Guid id = await _sql.InsertTaskInAsync(status);
        await _sql.ExecuteAsync("UPDATE orchestrator.tasks SET execute_after = '2100-01-01Z' WHERE id = $1", id);

        Explanation explanation = await ExplainAsync(id);

        Assert.Equal((WaitReason.ExecuteAfter, "the clock"), (explanation.WaitsFor, explanation.WhoseTurn));
        Assert.Equal(new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero), explanation.Until);
    }

    [Fact]
    public async Task ExplainTask_InBackoff_WaitsForTheClockAndThenForAWorker()
    {
        Guid id = await _sql.InsertTaskInAsync(TaskRecordStatus.Queued);
        await _sql.ExecuteAsync("SELECT orchestrator.set_task_wait($1, 'queued', 'backoff', '2100-01-01Z', 'system')", id);
        Explanation during = await ExplainAsync(id);
        await _sql.ExecuteAsync("SELECT orchestrator.set_task_wait($1, 'queued', 'backoff', now() - interval '1 s', 'system')", id);
        Explanation after = await ExplainAsync(id);

        Assert.Equal((WaitReason.Backoff, "the clock"), (during.WaitsFor, during.WhoseTurn));
        Assert.Equal(2100, during.Until?.Year);
        Assert.Equal((WaitReason.Worker, null), (after.WaitsFor, after.Until));
        Assert.StartsWith("the function host", after.WhoseTurn);
    }

    [Fact]
    public async Task ExplainTask_Running_NamesTheWorker()
    {
        Guid id = await _sql.InsertTaskInAsync(TaskRecordStatus.Running);
        await _sql.ExecuteAsync(
            "INSERT INTO orchestrator.task_executions (task_id, attempt_number, status, worker_id) VALUES ($1, 1, 'running', 'w-7')", id);

        Explanation explanation = await ExplainAsync(id);

        Assert.Equal((null, "worker w-7"), (explanation.WaitsFor, explanation.WhoseTurn));
    }

    [Fact]
    public async Task ExplainTask_OfEveryWaitReason_SaysWhoseTurnItIs()
    {
        foreach (WaitReason reason in Enum.GetValues<WaitReason>())
        {
            Guid id = await _sql.InsertTaskInAsync(TaskRecordStatus.Queued);
            await _sql.ExecuteAsync("SELECT orchestrator.set_task_wait($1, 'queued', $2, '2100-01-01Z', 'system')", id, reason);

            Explanation explanation = await ExplainAsync(id);

            Assert.Equal(reason, explanation.WaitsFor);
            Assert.NotEmpty(explanation.WhoseTurn);
        }
    }

    [Fact]
    public async Task ExplainTask_OfAnEndedOrUnknownTask_WaitsForNothing()
    {
        Explanation ended = await ExplainAsync(await _sql.InsertTaskInAsync(TaskRecordStatus.Completed));

        Assert.Equal((null, "nobody: it has ended"), (ended.WaitsFor, ended.WhoseTurn));
        Assert.Empty(await _sql.ListAsync<Guid>("SELECT task_id FROM orchestrator.explain_task($1)", Guid.NewGuid()));
    }

    [Fact]
    public async Task FindStuckTasks_FindsWhatShowsNoLife()
    {
        Guid running = await _sql.InsertTaskInAsync(TaskRecordStatus.Running);
        Guid calling = await _sql.InsertTaskInAsync(TaskRecordStatus.Running);
        await _sql.ExecuteAsync("""
            INSERT INTO orchestrator.llm_calls (task_id, attempt, call_no, request_hash, provider, model, lease_until)
            VALUES ($1, 1, 1, repeat('0', 64), 'p', 'm', now() + interval '1 minute')
            """, calling);
        Guid queued = await _sql.InsertTaskInAsync(TaskRecordStatus.Queued);
        Guid waiting = await _sql.InsertTaskInAsync(TaskRecordStatus.Queued);
        await _sql.ExecuteAsync("SELECT orchestrator.set_task_wait($1, 'queued', 'budget', NULL, 'system')", waiting);
        Guid done = await _sql.InsertTaskInAsync(TaskRecordStatus.Completed);
        Guid chained = await _sql.InsertNodeAsync(await _sql.InsertChainAsync());

        List<Guid> stuckNow = await _sql.ListAsync<Guid>("SELECT task_id FROM orchestrator.find_stuck_tasks(0)");
        List<Guid> stuckAnHour = await _sql.ListAsync<Guid>("SELECT task_id FROM orchestrator.find_stuck_tasks(60)");

        Assert.Equal([running, queued], stuckNow.Where(id => id == running || id == queued));
        Assert.Empty(stuckNow.Intersect([calling, waiting, done, chained]));
        Assert.Empty(stuckAnHour);
    }

    [Theory]
    [InlineData("processing", TaskRecordStatus.Running)]
    [InlineData("fetching", TaskRecordStatus.Running)]
    [InlineData(" In_Progress ", TaskRecordStatus.Running)]
    [InlineData("passed", TaskRecordStatus.Completed)]
    [InlineData("complete", TaskRecordStatus.Completed)]
    [InlineData("error", TaskRecordStatus.Failed)]
    [InlineData("completed_with_warnings", TaskRecordStatus.CompletedWithWarnings)]
    public async Task NormalizeStatus_MapsOldWords(string word, TaskRecordStatus status) =>
        Assert.Equal(status, await _sql.ReadAsync<TaskRecordStatus>("SELECT orchestrator.normalize_status($1)", word));

    [Fact]
    public async Task NormalizeStatus_OfAnotherWord_NamesIt()
    {
        PostgresException error = await Assert.ThrowsAsync<PostgresException>(
            () => _sql.ReadAsync<TaskRecordStatus>("SELECT orchestrator.normalize_status('finished')"));

        Assert.Equal((PostgresErrorCodes.InvalidTextRepresentation, "\"finished\" is not a task status"), (error.SqlState, error.MessageText));
    }

    async Task<Explanation> ExplainAsync(Guid id) => Assert.Single(await _sql.ListAsync(
        "SELECT status, waits_for, since, until, whose_turn FROM orchestrator.explain_task($1)",
        reader => new Explanation(
            reader.GetFieldValue<TaskRecordStatus>(0),
            reader.IsDBNull(1) ? null : reader.GetFieldValue<WaitReason>(1),
            reader.GetFieldValue<DateTimeOffset>(2),
            reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3),
            reader.GetString(4)),
        id));

    sealed record Explanation(TaskRecordStatus Status, WaitReason? WaitsFor, DateTimeOffset Since, DateTimeOffset? Until, string WhoseTurn);
}
