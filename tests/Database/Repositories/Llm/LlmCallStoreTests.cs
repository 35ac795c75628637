using Npgsql;
using Orchestrator.Core.Llm;
using Orchestrator.Database.Repositories.Llm;
using Orchestrator.Database.Tests.Repositories.Execution;

namespace Orchestrator.Database.Tests.Repositories.Llm;

public sealed class LlmCallStoreTests(ExecutionDatabase database) : IClassFixture<ExecutionDatabase>
{
    static readonly LlmRequest Request = new("openai", "gpt", "system", "prompt", 0.5, 100);
    static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    static readonly LlmAnswer Answer = new(
        LlmOutcome.Succeeded, "gpt-2026", "text", 5, 1, 7, "stop", 200);

    LlmCallStore Store => new(database.DataSource, database.Notifier);

    [Fact]
    public async Task Intend_FirstCaller_IsGranted_OthersFindItInFlight()
    {
        Guid task = await database.InsertTaskAsync();

        LlmIntent[] intents = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => IntendAsync(task)));

        LlmCallKey granted = Assert.Single(intents.OfType<LlmIntent.Granted>()).Call;
        Assert.Equal(new LlmCallKey(task, 1, 1), granted);
        Assert.Equal(7, intents.OfType<LlmIntent.InFlight>().Count(i => i.Call == granted));
    }

    [Fact]
    public async Task Answer_IsFoundWholeByTheNext()
    {
        Guid task = await database.InsertTaskAsync();
        LlmCallKey call = await GrantAsync(task);

        await Store.AnswerAsync(call, Answer, TimeSpan.FromMilliseconds(12), CancellationToken.None);

        Assert.Equal(new LlmIntent.Answered(call, Answer), await IntendAsync(task));
        Assert.Equal(["task.created", "llm.call_intended", "llm.call_completed", "llm.call_reused"], await database.EventsAsync(task));
        Assert.True(await CallAsync<bool>(task, "latency_ms = 12 AND answered_at >= intended_at AND cost_usd IS NULL AND worker_id = 'w1'"));
    }

    [Fact]
    public async Task Answer_AFailure_IsFoundToo()
    {
        Guid task = await database.InsertTaskAsync();
        LlmCallKey call = await GrantAsync(task);
        var failed = new LlmAnswer(
            LlmOutcome.RateLimited, "gpt", HttpStatus: 429, RetryAfter: TimeSpan.FromSeconds(7), Error: "slow down");

        await Store.AnswerAsync(call, failed, TimeSpan.Zero, CancellationToken.None);

        Assert.Equal(new LlmIntent.Answered(call, failed), await IntendAsync(task));
        Assert.Contains("llm.call_failed", await database.EventsAsync(task));
    }

    [Fact]
    public async Task Intend_LeaseEnded_MakesTheCallUnknownAndGrantsAnother()
    {
        Guid task = await database.InsertTaskAsync();
        Assert.IsType<LlmIntent.Granted>(await IntendAsync(task, lease: TimeSpan.FromSeconds(-1)));

        LlmCallKey second = await GrantAsync(task);

        Assert.Equal(2, second.CallNo);
        Assert.Equal(["unknown", "intended"], await database.DataSource.ListAsync<string>(
            "SELECT outcome::text FROM orchestrator.llm_calls WHERE task_id = $1 ORDER BY call_no", task));
        Assert.Contains("llm.call_unknown", await database.EventsAsync(task));
    }

    [Fact]
    public async Task Answer_ComingAfterItsCallWasGivenUp_IsStillRecorded()
    {
        Guid task = await database.InsertTaskAsync();
        var late = Assert.IsType<LlmIntent.Granted>(await IntendAsync(task, lease: TimeSpan.FromSeconds(-1)));
        await GrantAsync(task);

        await Store.AnswerAsync(late.Call, Answer, TimeSpan.Zero, CancellationToken.None);

        Assert.Equal(new LlmIntent.Answered(late.Call, Answer), await IntendAsync(task));
    }

    [Fact]
    public async Task Answer_Twice_KeepsTheFirst()
    {
        Guid task = await database.InsertTaskAsync();
        LlmCallKey call = await GrantAsync(task);
        await Store.AnswerAsync(call, Answer, TimeSpan.Zero, CancellationToken.None);

        await Store.AnswerAsync(call, Answer with { Text = "other" }, TimeSpan.Zero, CancellationToken.None);

        Assert.Equal(new LlmIntent.Answered(call, Answer), await IntendAsync(task));
    }

    [Fact]
    public async Task Intend_OtherRequestOrAttempt_IsAnotherCall()
    {
        Guid task = await database.InsertTaskAsync();
        await GrantAsync(task);

        var other = Assert.IsType<LlmIntent.Granted>(
            await Store.IntendAsync(task, 1, Request with { Prompt = "other" }, "w1", Lease, CancellationToken.None));
        var next = Assert.IsType<LlmIntent.Granted>(await Store.IntendAsync(task, 2, Request, "w1", Lease, CancellationToken.None));

        Assert.Equal(new LlmCallKey(task, 1, 2), other.Call);
        Assert.Equal(new LlmCallKey(task, 2, 1), next.Call);
    }

    [Fact]
    public async Task Renew_HoldsOthersOff_UntilAnswered()
    {
        Guid task = await database.InsertTaskAsync();
        var granted = Assert.IsType<LlmIntent.Granted>(await IntendAsync(task, lease: TimeSpan.FromSeconds(-1)));

        Assert.True(await Store.RenewAsync(granted.Call, Lease, CancellationToken.None));
        Assert.IsType<LlmIntent.InFlight>(await IntendAsync(task));

        await Store.AnswerAsync(granted.Call, Answer, TimeSpan.Zero, CancellationToken.None);
        Assert.False(await Store.RenewAsync(granted.Call, Lease, CancellationToken.None));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnyWrite_RacingWithAnotherWriterOfTheTask_KeepsEventsInTheOrderOfTransactions(bool answers)
    {
        Guid task = await database.InsertTaskAsync();
        LlmCallKey? call = answers ? await GrantAsync(task) : null;
        await using NpgsqlConnection other = await database.DataSource.OpenConnectionAsync();
        await using NpgsqlTransaction transaction = await other.BeginTransactionAsync();

        await other.ExecuteAsync("SELECT orchestrator.lock_task($1)", task);
        Task writing = call is null ? IntendAsync(task) : Store.AnswerAsync(call, Answer, TimeSpan.Zero, CancellationToken.None);
        await UntilBlockedAsync(1);
        await other.ExecuteAsync("SELECT orchestrator.transition_task($1, '{pending}', 'cancelled', 'manual:ada')", task);
        await transaction.CommitAsync();
        await writing;

        int count = answers ? 4 : 3;
        Assert.Equal(Enumerable.Range(1, count), await database.DataSource.ListAsync<int>(
            "SELECT seq FROM orchestrator.lifecycle_events WHERE subject_id = $1 ORDER BY tx, id", task));
    }

    async Task UntilBlockedAsync(int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await BlockedAsync() < count)
        {
            await Task.Delay(10, patience.Token);
        }
    }

    Task<int> BlockedAsync() => database.DataSource.ReadAsync<int>(
        "SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");

    async Task<LlmCallKey> GrantAsync(Guid task) => Assert.IsType<LlmIntent.Granted>(await IntendAsync(task)).Call;

    Task<LlmIntent> IntendAsync(Guid task, TimeSpan? lease = null) =>
        Store.IntendAsync(task, 1, Request, "w1", lease ?? Lease, CancellationToken.None);

    Task<T> CallAsync<T>(Guid task, string column) =>
        database.DataSource.ReadAsync<T>($"SELECT {column} FROM orchestrator.llm_calls WHERE task_id = $1", task);
}
