using Orchestrator.Core.Execution;

namespace Orchestrator.Database.Tests.Repositories.Execution;

/// <summary>A database each: the work lists see every task.</summary>
public sealed class StartStoreTests : IAsyncLifetime
{
    readonly ExecutionDatabase _database = new();

    public Task InitializeAsync() => _database.InitializeAsync();

    public Task DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task ClaimPending_IsGivenToOneClaimer()
    {
        Guid id = await _database.InsertTaskAsync();

        Assert.Empty(await ClaimAsync(TimeSpan.FromHours(1)));
        Assert.Equal([new RunKey(id, 1)], await ClaimAsync(TimeSpan.Zero));
        Assert.Empty(await ClaimAsync(TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task FindUnchanged_GivesWhatIsUnderWayInPages()
    {
        Guid first = await _database.InsertTaskAsync(), second = await _database.InsertTaskAsync();
        await _database.InsertTaskAsync();
        Guid waiting = await _database.InsertTaskAsync(columns: ", execute_after", values: ", clock_timestamp() + interval '1 hour'");
        await _database.BeginAsync(first);
        await _database.Store.PlanRunAsync(new RunKey(second, 1), CancellationToken.None);
        await _database.Store.PlanRunAsync(new RunKey(waiting, 1), CancellationToken.None);

        Assert.Equal([new RunKey(first, 1)], await _database.Starts.FindUnchangedAsync(after: null, 1, TimeSpan.Zero, CancellationToken.None));
        Assert.Equal([new RunKey(second, 1)], await _database.Starts.FindUnchangedAsync(first, 10, TimeSpan.Zero, CancellationToken.None));
        Assert.Empty(await _database.Starts.FindUnchangedAsync(after: null, 10, TimeSpan.FromHours(1), CancellationToken.None));
    }

    [Fact]
    public async Task Reschedule_QueuedTask_GoesBackToPending()
    {
        Guid id = await _database.InsertTaskAsync();
        await _database.Store.PlanRunAsync(new RunKey(id, 1), CancellationToken.None);

        Assert.True(await RescheduleAsync(new RunKey(id, 1)));
        Assert.False(await RescheduleAsync(new RunKey(id, 1)));
        Assert.Equal(["task.created", "task.queued", "task.rescheduled"], await _database.EventsAsync(id));
    }

    [Fact]
    public async Task Reschedule_RunningTask_KeepsItsOpenAttempt()
    {
        Guid id = await _database.InsertTaskAsync();
        AttemptKey key = await _database.BeginAsync(id);

        Assert.True(await RescheduleAsync(new RunKey(id, 1)));

        Assert.Equal("pending", await _database.TaskAsync<string>(id, "status::text"));
        Assert.Equal(key.Number, (await _database.Store.PlanRunAsync(new RunKey(id, 1), CancellationToken.None)).FirstAttempt);
        Assert.Equal(0, await _database.TaskAsync<int>(id, "retry_count"));
    }

    [Fact]
    public async Task Reschedule_EndedOrOtherRun_IsLeftAlone()
    {
        Guid id = await _database.InsertTaskAsync();
        await _database.Store.PlanRunAsync(new RunKey(id, 1), CancellationToken.None);
        Assert.False(await RescheduleAsync(new RunKey(id, 2)));

        await _database.CancelAsync(id);
        Assert.False(await RescheduleAsync(new RunKey(id, 1)));
        Assert.False(await RescheduleAsync(new RunKey(Guid.NewGuid(), 1)));
    }

    Task<IReadOnlyList<RunKey>> ClaimAsync(TimeSpan olderThan) => _database.Starts.ClaimPendingAsync(10, olderThan, CancellationToken.None);

    Task<bool> RescheduleAsync(RunKey run) => _database.Starts.RescheduleAsync(run, "instance_missing", "system", CancellationToken.None);
}
