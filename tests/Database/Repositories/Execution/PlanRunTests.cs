using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;
using Orchestrator.Database.Repositories.Execution;

namespace Orchestrator.Database.Tests.Repositories.Execution;

public sealed class PlanRunTests(ExecutionDatabase database) : IClassFixture<ExecutionDatabase>
{
    [Fact]
    public async Task PlanRun_PendingTask_IsQueuedUnderItsInstance()
    {
        Guid id = await database.InsertTaskAsync();

        RunPlan plan = await PlanAsync(id);

        Assert.Equal(new RunPlan(StopReason: null, HandlerNames.DebugEcho, ExecuteAfter: null, FirstAttempt: 1), plan);
        Assert.Equal(["pending", "queued"], await database.TransitionsAsync(id));
        Assert.Equal($"task-{id}-1", await database.TaskAsync<string>(id, "orchestration_instance_id"));
    }

    [Fact]
    public async Task PlanRun_Twice_ChangesNothingMore()
    {
        Guid id = await database.InsertTaskAsync();

        RunPlan first = await PlanAsync(id);
        RunPlan second = await PlanAsync(id);

        Assert.Equal(first, second);
        Assert.Equal(["task.created", "task.queued"], await database.EventsAsync(id));
    }

    [Fact]
    public async Task PlanRun_ExecuteAfterAhead_NamesTheWait()
    {
        Guid id = await database.InsertTaskAsync(columns: ", execute_after", values: ", clock_timestamp() + interval '1 hour'");

        RunPlan plan = await PlanAsync(id);

        Assert.Equal(DateTimeKind.Utc, plan.ExecuteAfter!.Value.Kind);
        Assert.True(await database.TaskAsync<bool>(id, "wait_reason = 'execute_after' AND wait_until = execute_after AND status = 'queued'"));
    }

    /// <summary>
    /// The chain's row is written twice then, and its second writing looks at the root's key: whoever plans the root has its row, and waits
    /// for the chain's.
    /// </summary>
    [Fact]
    public async Task PlanRun_WhileTheRootOfItsChainIsPlanned_WaitsForNobody()
    {
        var chain = Guid.CreateVersion7();
        await database.DataSource.ExecuteAsync("INSERT INTO orchestrator.task_chains (id, chain_name) VALUES ($1, 'test')", chain);
        Guid root = await database.InsertTaskAsync(columns: ", chain_id", values: $", '{chain}'");
        Guid other = await database.InsertTaskAsync(columns: ", chain_id", values: $", '{chain}'");
        Assert.Equal(root, await database.DataSource.ReadAsync<Guid>("SELECT root_task_id FROM orchestrator.task_chains WHERE id = $1", chain));
        await using ExecutionTransaction planning = await ExecutionTransaction.BeginAsync(database.DataSource, CancellationToken.None);
        await planning.LockAsync(root, attempt: null, CancellationToken.None);

        Assert.Null((await PlanAsync(other)).StopReason);
    }

    [Fact]
    public async Task PlanRun_AfterAttempts_GoesOnCounting()
    {
        Guid id = await database.InsertTaskAsync();
        AttemptKey first = await database.BeginAsync(id);
        await database.Store.FailAsync(first, new AttemptFailure("x", "y", Retryable: true), TimeSpan.FromSeconds(1), CancellationToken.None);

        Assert.Equal(2, (await PlanAsync(id)).FirstAttempt);
    }

    [Fact]
    public async Task PlanRun_AttemptLeftOpenByALostInstance_IsTakenUpAgain()
    {
        Guid id = await database.InsertTaskAsync();
        await database.BeginAsync(id);

        Assert.Equal(1, (await PlanAsync(id)).FirstAttempt);
    }

    [Fact]
    public async Task PlanRun_OtherRunOrEndedOrUnknown_Stops()
    {
        Guid id = await database.InsertTaskAsync();
        Assert.Equal("other_run", (await PlanAsync(id, run: 2)).StopReason);

        await database.CancelAsync(id);
        Assert.Equal("cancelled", (await PlanAsync(id)).StopReason);
        Assert.Equal("not_found", (await PlanAsync(Guid.NewGuid())).StopReason);
    }

    Task<RunPlan> PlanAsync(Guid id, int run = 1) => database.Store.PlanRunAsync(new RunKey(id, run), CancellationToken.None);
}
