using System.Net;
using System.Net.Http.Json;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Orchestration;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Tests.Support;

namespace Orchestrator.Functions.Tests.Tasks;

/// <summary>The orchestrator with its activities on the embedded runtime, over PostgreSQL, with time that is skipped.</summary>
public sealed class RunTaskTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    FunctionHost Host => fixture.Host;

    TaskTable Tasks => fixture.Tasks;

    [Fact]
    public async Task RunTask_Echo_Completes()
    {
        Guid id = await Tasks.InsertAsync(HandlerNames.DebugEcho, new EchoParameters("hello"));

        await Host.StartAsync(id);
        InstanceStatus end = await Host.EndAsync(id);

        Assert.Equal("Completed", end.RuntimeStatus);
        Assert.Equal("Completed", await Host.PhaseAsync(id));
        Assert.Equal(["pending", "queued", "running", "completed"], await Tasks.TransitionsAsync(id));
        Assert.Equal("hello", await Tasks.FieldAsync(id, "output"));
        Assert.Equal(["1 completed"], await Tasks.AttemptsAsync(id));
    }

    [Fact]
    public async Task RunTask_SimulatedModel_SaysSoEverywhere()
    {
        Guid id = await Tasks.InsertAsync(HandlerNames.LlmComplete);

        await Host.StartAsync(id);
        await Host.EndAsync(id);

        Assert.StartsWith("[simulated] ", await Tasks.FieldAsync(id, "output"), StringComparison.Ordinal);
        Assert.Equal("simulated", await Tasks.FieldAsync(id, "task_output ->> 'provider'"));
        Assert.Equal(["simulated simulated-1"], await Tasks.ListAsync(
            "SELECT provider || ' ' || model FROM orchestrator.llm_calls WHERE task_id = $1", id));
        Assert.Equal(["simulated-1"], await Tasks.ListAsync("SELECT model_name FROM orchestrator.task_executions WHERE task_id = $1", id));
    }

    [Fact]
    public async Task Start_TheSameInstanceWhileItRunsAndAfterItEnded_HasOneHistoryAndOneResult()
    {
        Guid id = await Tasks.InsertAsync(HandlerNames.DebugEcho, new EchoParameters("once", DelaySeconds: 5));

        using HttpResponseMessage first = await Host.StartAsync(id);
        await Host.UntilAsync(async () => await Tasks.StatusAsync(id) == "running");
        using HttpResponseMessage second = await Host.StartAsync(id);
        DateTimeOffset created = (await Host.EndAsync(id)).CreatedAt;
        using HttpResponseMessage third = await Host.StartAsync(id);

        Assert.False((await first.Content.ReadFromJsonAsync<StartResult>())!.AlreadyExisted);
        Assert.True((await second.Content.ReadFromJsonAsync<StartResult>())!.AlreadyExisted);
        Assert.True((await third.Content.ReadFromJsonAsync<StartResult>())!.AlreadyExisted);
        InstanceStatus now = (await Host.FindAsync(id))!;
        Assert.Equal("Completed", now.RuntimeStatus);
        Assert.Equal(created, now.CreatedAt);
        Assert.Equal(["1 completed"], await Tasks.AttemptsAsync(id));
        Assert.Equal(["pending", "queued", "running", "completed"], await Tasks.TransitionsAsync(id));
    }

    [Fact]
    public async Task Start_RacingWithTheGatewaysMove_RecordsEachTransitionOnce()
    {
        Guid[] ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Tasks.InsertAsync(HandlerNames.Sum, new SumParameters([1, 2]))));

        await Task.WhenAll(ids.Select(async (id, i) =>
        {
            Task start = Host.StartAsync(id);
            if (i % 2 == 0)
            {
                await start;
            }

            await Task.WhenAll(start, Tasks.MoveAsync(id, "pending", "queued", "api:gateway"));
        }));
        foreach (Guid id in ids)
        {
            await Host.EndAsync(id);
            Assert.Equal(["pending", "queued", "running", "completed"], await Tasks.TransitionsAsync(id));
        }
    }

    [Fact]
    public async Task RunTask_FailingAttempts_BacksOffThenCompletes()
    {
        Guid id = await Tasks.InsertAsync(HandlerNames.DebugEcho, new EchoParameters("third time", FailingAttempts: 2));

        await Host.StartAsync(id);
        await Host.UntilAsync(async () => await Host.PhaseAsync(id) == "WaitingForBackoff");
        Assert.Equal("backoff", await Tasks.FieldAsync(id, "wait_reason"));
        await Host.EndAsync(id);

        Assert.Equal(["1 failed echo_failing", "2 failed echo_failing", "3 completed"], await Tasks.AttemptsAsync(id));
        Assert.Equal(
            ["pending", "queued", "running", "queued", "running", "queued", "running", "completed"], await Tasks.TransitionsAsync(id));
        Assert.Equal("2", await Tasks.FieldAsync(id, "retry_count"));
        Assert.Equal(
            ["t", "t"],
            await Tasks.ListAsync(
                """
                SELECT left(((execution_metadata -> 'outcome' ->> 'Delay')::interval BETWEEN e.base * 0.89 AND e.base * 1.11)::text, 1)
                FROM orchestrator.task_executions, LATERAL (SELECT make_interval(secs => attempt_number) AS base) AS e
                WHERE task_id = $1 AND status = 'failed' ORDER BY attempt_number
                """,
                id));
    }

    [Fact]
    public async Task RunTask_AttemptsUsedUp_Fails()
    {
        Guid id = await Tasks.InsertAsync(HandlerNames.DebugEcho, new EchoParameters(FailingAttempts: 20), maxRetries: 1);

        await Host.StartAsync(id);
        await Host.EndAsync(id);

        Assert.Equal("Failed", await Host.PhaseAsync(id));
        Assert.Equal(["1 failed echo_failing", "2 failed echo_failing"], await Tasks.AttemptsAsync(id));
        Assert.Equal("failed echo_failing", await Tasks.FieldAsync(id, "status || ' ' || error_type"));
    }

    [Fact]
    public async Task RunTask_PermanentError_IsNotRetried()
    {
        Guid id = await Tasks.InsertAsync(HandlerNames.FileHash, new FileHashParameters("../secret"));
        Guid unknown = await Tasks.InsertAsync("no.such.handler");

        await Host.StartAsync(id);
        await Host.StartAsync(unknown);
        await Host.EndAsync(id);
        await Host.EndAsync(unknown);

        Assert.Equal(["1 failed files_not_configured"], await Tasks.AttemptsAsync(id));
        Assert.Equal(["1 failed unknown_handler"], await Tasks.AttemptsAsync(unknown));
    }

    [Fact]
    public async Task RunTask_RetriedByAnOperator_GoesOnCountingAttempts()
    {
        Guid id = await Tasks.InsertAsync(HandlerNames.DebugEcho, new EchoParameters("x", FailingAttempts: 1), maxRetries: 0);
        await Host.StartAsync(id);
        await Host.EndAsync(id);

        await Tasks.MoveAsync(id, "failed", "pending");
        await Tasks.ExecuteAsync("UPDATE orchestrator.tasks SET max_retries = 1 WHERE id = $1", id);
        await Host.StartAsync(id, run: 2);
        await Host.EndAsync(id, run: 2);

        Assert.Equal(["1 failed echo_failing", "2 failed echo_failing", "3 completed"], await Tasks.AttemptsAsync(id));
        Assert.Equal("2 1", await Tasks.FieldAsync(id, "run_no || ' ' || retry_count"));
    }

    [Fact]
    public async Task RunTask_ExecuteAfter_WaitsByName()
    {
        Guid id = await Tasks.InsertAsync(HandlerNames.Sum, """{"values":[1]}""", executeAfter: Host.Ahead + TimeSpan.FromHours(1));

        await Host.StartAsync(id);
        await Host.UntilAsync(async () => await Host.PhaseAsync(id) == "WaitingForExecuteAfter");
        Assert.Equal("queued execute_after", await Tasks.FieldAsync(id, "status || ' ' || wait_reason"));

        Host.Time.Advance(TimeSpan.FromHours(2));
        await Host.EndAsync(id);
        Assert.Equal("completed", await Tasks.StatusAsync(id));
    }

    [Fact]
    public async Task RunTask_Sleep_RunsWhileItsTimerDoes()
    {
        Guid id = await Tasks.InsertAsync(HandlerNames.Sleep, new SleepParameters(Host.Ahead.TotalSeconds + 3600));

        await Host.StartAsync(id);
        await Host.UntilAsync(async () => await Host.PhaseAsync(id) == "Sleeping");
        Assert.Equal("running execute_after", await Tasks.FieldAsync(id, "status || ' ' || wait_reason"));

        Host.Time.Advance(TimeSpan.FromHours(2));
        await Host.EndAsync(id);
        Assert.Equal(["pending", "queued", "running", "completed"], await Tasks.TransitionsAsync(id));
    }

    [Fact]
    public async Task RunTask_SleepLongerThanTheTimeLimit_Completes()
    {
        Guid id = await Tasks.InsertAsync(HandlerNames.Sleep, new SleepParameters(TimeSpan.FromDays(3).TotalSeconds));

        await Host.StartAsync(id);
        await Host.UntilAsync(async () => await Host.PhaseAsync(id) == "Sleeping");
        Host.Time.Advance(RunTaskInput.DefaultTimeLimit);
        Host.Time.Advance(TimeSpan.FromDays(3));
        await Host.EndAsync(id);

        Assert.Equal(["1 completed"], await Tasks.AttemptsAsync(id));
    }

    [Fact]
    public async Task RunTask_SleepWithBadParameters_Fails()
    {
        Guid id = await Tasks.InsertAsync(HandlerNames.Sleep, """{"duration_seconds":-1}""");

        await Host.StartAsync(id);
        await Host.EndAsync(id);

        Assert.Equal(["1 failed invalid_parameters"], await Tasks.AttemptsAsync(id));
    }

    [Theory]
    [InlineData("Sleeping", HandlerNames.Sleep, """{"duration_seconds":86000}""", "1 cancelled")]
    [InlineData("WaitingForBackoff", HandlerNames.DebugEcho, """{"failing_attempts":1}""", "1 failed echo_failing")]
    [InlineData("Running", HandlerNames.DebugEcho, """{"delay_seconds":600}""", "1 cancelled")]
    public async Task Cancel_AtEveryWait_EndsTheRun(string phase, string handler, string parameters, string attempt)
    {
        Guid id = await Tasks.InsertAsync(handler, parameters);
        await Host.StartAsync(id);
        await Host.UntilAsync(async () => await Host.PhaseAsync(id) == phase && await Tasks.AttemptsAsync(id) is { Count: 1 });

        await Tasks.CancelAsync(id);
        using HttpResponseMessage raised = await Host.Http.PostAsJsonAsync(
            $"api/instances/task-{id}-1/events/{RunTaskInput.CancelEvent}", new CancelSignal(Guid.NewGuid(), "enough"));
        await Host.UntilAsync(async () => (await Host.FindAsync(id))!.RuntimeStatus == "Completed");

        Assert.Equal(HttpStatusCode.Accepted, raised.StatusCode);
        Assert.Equal("Cancelled", await Host.PhaseAsync(id));
        Assert.Equal("cancelled", (await Tasks.TransitionsAsync(id))[^1]);
        Assert.Equal([attempt], await Tasks.AttemptsAsync(id));
    }

    [Fact]
    public async Task Cancel_WhileWaitingForExecuteAfter_EndsTheRun()
    {
        Guid id = await Tasks.InsertAsync(HandlerNames.Sum, """{"values":[1]}""", executeAfter: TimeSpan.FromDays(30));
        await Host.StartAsync(id);
        await Host.UntilAsync(async () => await Host.PhaseAsync(id) == "WaitingForExecuteAfter");

        using HttpResponseMessage raised = await Host.Http.PostAsync($"api/instances/task-{id}-1/events/cancel", content: null);
        await Host.UntilAsync(async () => (await Host.FindAsync(id))!.RuntimeStatus == "Completed");

        Assert.Equal(["pending", "queued", "cancelled"], await Tasks.TransitionsAsync(id));
    }

    [Fact]
    public async Task Cancel_BeforeTheStart_LeavesNothingToDo()
    {
        Guid id = await Tasks.InsertAsync(HandlerNames.Sum, """{"values":[1]}""");
        await Tasks.CancelAsync(id);

        await Host.StartAsync(id);
        await Host.EndAsync(id);

        Assert.Equal("Stopped", await Host.PhaseAsync(id));
        Assert.Equal(["pending", "cancelled"], await Tasks.TransitionsAsync(id));
    }

    [Fact]
    public async Task RunTask_TimeLimit_FailsTheTask()
    {
        Guid id = await Tasks.InsertAsync(HandlerNames.DebugEcho, new EchoParameters(DelaySeconds: 600));
        await Host.StartAsync(id, timeLimit: TimeSpan.FromMinutes(5));
        await Host.UntilAsync(async () => await Tasks.StatusAsync(id) == "running");

        Host.Time.Advance(TimeSpan.FromMinutes(5));
        await Host.EndAsync(id);

        Assert.Equal("TimedOut", await Host.PhaseAsync(id));
        Assert.Equal("failed time_limit", await Tasks.FieldAsync(id, "status || ' ' || error_type"));
        Assert.Equal(["1 failed time_limit"], await Tasks.AttemptsAsync(id));
    }
}
