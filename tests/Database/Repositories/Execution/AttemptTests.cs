using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Database.Tests.Repositories.Execution;

public sealed class AttemptTests(ExecutionDatabase database) : IClassFixture<ExecutionDatabase>
{
    static readonly AttemptFailure Failure = new("rate_limited", "slow down", Retryable: true);
    static readonly HandlerResult Result = new("text", """{"n": 1}""", Usage: new ModelUsage("simulated-1", 3, 4));

    [Fact]
    public async Task Begin_PendingTask_PassesThroughQueued()
    {
        Guid id = await database.InsertTaskAsync(parameters: """{"message":"hi"}""");
        var key = new AttemptKey(id, 1, 1);

        var begun = Assert.IsType<AttemptStart.Begun>(await database.Store.BeginAsync(key, "w1", CancellationToken.None));

        Assert.Equal(["pending", "queued", "running"], await database.TransitionsAsync(id));
        Assert.Equal(
            new TaskAttempt(key, HandlerNames.DebugEcho, "prompt", """{"message": "hi"}""", 0, 3, begun.Attempt.StartedAt), begun.Attempt);
        Assert.Equal("w1", await database.AttemptAsync<string>(key, "worker_id"));
    }

    [Fact]
    public async Task Begin_GatewayMovesToQueuedAfterwards_FindsNothingToDo()
    {
        Guid id = await database.InsertTaskAsync();
        await database.BeginAsync(id);

        Assert.False(await database.DataSource.ReadAsync<bool>(
            "SELECT orchestrator.transition_task($1, '{pending}', 'queued', 'api:gateway')", id));
        Assert.Equal(["pending", "queued", "running"], await database.TransitionsAsync(id));
    }

    [Fact]
    public async Task Begin_AgainWhileOpen_FindsTheSameAttempt()
    {
        Guid id = await database.InsertTaskAsync();
        AttemptKey key = await database.BeginAsync(id);

        var again = Assert.IsType<AttemptStart.Begun>(await database.Store.BeginAsync(key, "w2", CancellationToken.None));

        Assert.Equal(await database.AttemptAsync<DateTime>(key, "started_at"), again.Attempt.StartedAt.UtcDateTime);
        Assert.Equal(["pending", "queued", "running"], await database.TransitionsAsync(id));
        Assert.Equal(1, await database.DataSource.ReadAsync<long>("SELECT count(*) FROM orchestrator.task_executions WHERE task_id = $1", id));
    }

    [Fact]
    public async Task Complete_RecordsResultAttemptAndStatusTogether()
    {
        Guid id = await database.InsertTaskAsync();
        AttemptKey key = await database.BeginAsync(id);

        AttemptOutcome outcome = await CompleteAsync(key);

        Assert.Equal(new AttemptOutcome(AttemptResult.Completed), outcome);
        Assert.Equal(["task.created", "task.queued", "task.started", "task.completed"], await database.EventsAsync(id));
        Assert.True(await database.TaskAsync<bool>(id, "status = 'completed' AND output = 'text' AND task_output = '{\"n\":1}' AND completed_at >= started_at"));
        Assert.True(await database.AttemptAsync<bool>(
            key, "status = 'completed' AND output = 'text' AND model_name = 'simulated-1' AND prompt_tokens = 3 AND completion_tokens = 4 AND total_tokens = 7"));
    }

    [Fact]
    public async Task Complete_WithWarnings_IsItsOwnStatus()
    {
        Guid id = await database.InsertTaskAsync();
        AttemptKey key = await database.BeginAsync(id);

        await database.Store.CompleteAsync(key, Result with { WarningsCount = 2 }, CancellationToken.None);

        Assert.Equal("completed_with_warnings", await database.TaskAsync<string>(id, "status::text"));
        Assert.Equal(2, await database.TaskAsync<int>(id, "warnings_count"));
    }

    [Fact]
    public async Task Complete_ByASecondCopy_ReturnsWhatIsRecorded()
    {
        Guid id = await database.InsertTaskAsync();
        AttemptKey key = await database.BeginAsync(id);
        AttemptOutcome first = await CompleteAsync(key);

        AttemptOutcome second = await database.Store.CompleteAsync(key, new HandlerResult("other"), CancellationToken.None);
        AttemptOutcome failed = await FailAsync(key, retryIn: null);
        var begun = Assert.IsType<AttemptStart.Settled>(await database.Store.BeginAsync(key, "w2", CancellationToken.None));

        Assert.All([second, failed, begun.Outcome], outcome => Assert.Equal(first, outcome));
        Assert.Equal("text", await database.TaskAsync<string>(id, "output"));
        Assert.Equal(4, (await database.EventsAsync(id)).Count);
    }

    [Fact]
    public async Task Complete_FromManyCopiesAtOnce_RecordsOne()
    {
        Guid id = await database.InsertTaskAsync();
        AttemptKey key = await database.BeginAsync(id);

        AttemptOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => CompleteAsync(key)));

        Assert.All(outcomes, outcome => Assert.Equal(AttemptResult.Completed, outcome.Result));
        Assert.Equal(["pending", "queued", "running", "completed"], await database.TransitionsAsync(id));
        Assert.DoesNotContain("task.result_ignored", await database.EventsAsync(id));
    }

    [Fact]
    public async Task Fail_WithADelay_QueuesAndNamesTheWait()
    {
        Guid id = await database.InsertTaskAsync();
        AttemptKey key = await database.BeginAsync(id);
        var delay = TimeSpan.FromSeconds(90);

        AttemptOutcome outcome = await FailAsync(key, delay);

        Assert.Equal(new AttemptOutcome(AttemptResult.RetryScheduled, delay, "rate_limited"), outcome);
        Assert.Equal("task.retry_scheduled", (await database.EventsAsync(id))[^1]);
        Assert.True(await database.TaskAsync<bool>(
            id, "status = 'queued' AND retry_count = 1 AND wait_reason = 'backoff' AND backoff_seconds = 90 AND wait_until > clock_timestamp() + interval '80 s'"));
        Assert.True(await database.AttemptAsync<bool>(key, "status = 'failed' AND error_type = 'rate_limited' AND error_message = 'slow down'"));
        Assert.Equal(outcome, Assert.IsType<AttemptStart.Settled>(await database.Store.BeginAsync(key, "w2", CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task Fail_WithoutADelay_FailsTheTask()
    {
        Guid id = await database.InsertTaskAsync();
        AttemptKey key = await database.BeginAsync(id);

        AttemptOutcome outcome = await FailAsync(key, retryIn: null);

        Assert.Equal(new AttemptOutcome(AttemptResult.Failed, Reason: "rate_limited"), outcome);
        Assert.True(await database.TaskAsync<bool>(id, "status = 'failed' AND error_type = 'rate_limited' AND error_message = 'slow down'"));
    }

    [Fact]
    public async Task Complete_AfterCancellation_IsRecordedAsIgnored()
    {
        Guid id = await database.InsertTaskAsync();
        AttemptKey key = await database.BeginAsync(id);
        await database.CancelAsync(id);

        AttemptOutcome outcome = await CompleteAsync(key);
        AttemptOutcome again = await CompleteAsync(key);

        Assert.Equal(AttemptOutcome.Stopped("cancelled"), outcome);
        Assert.Equal(outcome, again);
        Assert.Equal(["task.created", "task.queued", "task.started", "task.cancelled", "task.result_ignored"], await database.EventsAsync(id));
        Assert.True(await database.TaskAsync<bool>(id, "status = 'cancelled' AND output IS NULL"));
        Assert.True(await database.AttemptAsync<bool>(key, "status = 'cancelled' AND output = 'text' AND total_tokens = 7"));
    }

    [Fact]
    public async Task Complete_AfterTheRunWasEndedForIt_IsRecordedAsIgnoredOnce()
    {
        Guid id = await database.InsertTaskAsync();
        AttemptKey key = await database.BeginAsync(id);
        Assert.True(await database.Store.FinishAsync(new RunKey(id, 1), RunEnd.TimeLimit(TimeSpan.FromHours(1)), "system", CancellationToken.None));

        await CompleteAsync(key);
        await CompleteAsync(key);

        Assert.Equal(["task.created", "task.queued", "task.started", "task.failed", "task.result_ignored"], await database.EventsAsync(id));
        Assert.True(await database.AttemptAsync<bool>(key, "status = 'failed' AND error_type = 'time_limit' AND output = 'text'"));
    }

    [Fact]
    public async Task Fail_AfterCancellation_ClosesTheAttemptOnly()
    {
        Guid id = await database.InsertTaskAsync();
        AttemptKey key = await database.BeginAsync(id);
        await database.CancelAsync(id);

        Assert.Equal(AttemptOutcome.Stopped("cancelled"), await FailAsync(key, TimeSpan.FromSeconds(1)));

        Assert.Equal("task.cancelled", (await database.EventsAsync(id))[^1]);
        Assert.Equal("cancelled", await database.AttemptAsync<string>(key, "status::text"));
    }

    [Fact]
    public async Task Begin_OfAnOlderRun_Stops()
    {
        Guid id = await database.InsertTaskAsync();
        await FailAsync(await database.BeginAsync(id), retryIn: null);
        await database.DataSource.ReadAsync<bool>("SELECT orchestrator.transition_task($1, '{failed}', 'pending', 'manual:ada')", id);

        AttemptStart stale = await database.Store.BeginAsync(new AttemptKey(id, 1, 2), "w1", CancellationToken.None);
        AttemptKey next = await database.BeginAsync(id, number: 2, run: 2);

        Assert.Equal(AttemptOutcome.Stopped("other_run"), Assert.IsType<AttemptStart.Settled>(stale).Outcome);
        Assert.Equal(AttemptResult.Completed, (await CompleteAsync(next)).Result);
    }

    [Fact]
    public async Task Finish_CancelledWhileWaiting_EndsTheTaskOnce()
    {
        Guid id = await database.InsertTaskAsync();
        await database.Store.PlanRunAsync(new RunKey(id, 1), CancellationToken.None);

        Assert.True(await database.Store.FinishAsync(new RunKey(id, 1), RunEnd.Cancelled("enough"), "system", CancellationToken.None));
        Assert.False(await database.Store.FinishAsync(new RunKey(id, 1), RunEnd.Cancelled("enough"), "system", CancellationToken.None));
        Assert.False(await database.Store.FinishAsync(new RunKey(Guid.NewGuid(), 1), RunEnd.Cancelled("enough"), "system", CancellationToken.None));
        Assert.Equal(["pending", "queued", "cancelled"], await database.TransitionsAsync(id));
    }

    [Fact]
    public async Task Finish_OfAnOlderRun_LeavesTheTaskAlone()
    {
        Guid id = await database.InsertTaskAsync();

        Assert.False(await database.Store.FinishAsync(new RunKey(id, 2), RunEnd.Cancelled(reason: null), "system", CancellationToken.None));
        Assert.Equal(["pending"], await database.TransitionsAsync(id));
    }

    [Fact]
    public async Task SetWait_RunningTask_NamesTheTime()
    {
        Guid id = await database.InsertTaskAsync(HandlerNames.Sleep);
        AttemptKey key = await database.BeginAsync(id);

        await database.Store.SetWaitAsync(key, DateTimeOffset.UtcNow.AddHours(1), CancellationToken.None);

        Assert.True(await database.TaskAsync<bool>(id, "status = 'running' AND wait_reason = 'execute_after' AND wait_until > clock_timestamp()"));
    }

    [Fact]
    public async Task FindStopped_GivesTheEndedAndTheOtherRuns()
    {
        Guid running = await database.InsertTaskAsync(), cancelled = await database.InsertTaskAsync(), unknown = Guid.NewGuid();
        await database.BeginAsync(running);
        await database.BeginAsync(cancelled);
        await database.CancelAsync(cancelled);

        IReadOnlyList<RunKey> stopped = await database.Store.FindStoppedAsync(
            [new(running, 1), new(running, 2), new(cancelled, 1), new(unknown, 1)], CancellationToken.None);

        Assert.Equal([new(running, 2), new(cancelled, 1), new(unknown, 1)], stopped);
    }

    Task<AttemptOutcome> CompleteAsync(AttemptKey key) => database.Store.CompleteAsync(key, Result, CancellationToken.None);

    Task<AttemptOutcome> FailAsync(AttemptKey key, TimeSpan? retryIn) =>
        database.Store.FailAsync(key, Failure, retryIn, CancellationToken.None);
}
