using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Store;

/// <summary>What every store must do, whatever it is made of.</summary>
public abstract class StoreConformanceTests : IAsyncLifetime
{
    static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    StoreHome? _home;
    IDurableStore? _store;

    internal IDurableStore Store => _store!;

    internal abstract Task<StoreHome> CreateHomeAsync();

    public async Task InitializeAsync()
    {
        _home = await CreateHomeAsync();
        _store = _home.Open(TimeProvider.System);
        await Store.OpenAsync("hub", 4, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await _home!.DisposeAsync();
    }

    [Fact]
    public async Task Open_Again_KeepsTheNumberOfPartitions() =>
        Assert.Equal(4, (await Store.OpenAsync("hub", 9, CancellationToken.None)).Partitions);

    [Fact]
    public async Task Acquire_ByAnother_IsRefusedUntilReleased()
    {
        PartitionLease first = await AcquireAsync(0, "a");
        Assert.Null(await Store.TryAcquireAsync(0, "b", Lease, CancellationToken.None));
        await Store.ReleaseAsync(first, CancellationToken.None);
        PartitionLease second = await AcquireAsync(0, "b");
        Assert.True(second.Epoch > first.Epoch);
        Assert.False(await Store.RenewAsync(first, Lease, CancellationToken.None));
        Assert.True(await Store.RenewAsync(second, Lease, CancellationToken.None));
    }

    [Fact]
    public async Task Acquire_AfterExpiry_TakesOver()
    {
        Assert.NotNull(await Store.TryAcquireAsync(1, "a", TimeSpan.FromMilliseconds(-1), CancellationToken.None));
        Assert.NotNull(await Store.TryAcquireAsync(1, "b", Lease, CancellationToken.None));
        Assert.Equal("b", (await Store.ListPartitionsAsync(CancellationToken.None))[1].Owner);
    }

    [Fact]
    public async Task Heartbeat_CountsTheLiving()
    {
        Assert.Equal(1, await Store.HeartbeatAsync("a", Lease, CancellationToken.None));
        Assert.Equal(2, await Store.HeartbeatAsync("b", Lease, CancellationToken.None));
        await Store.HeartbeatAsync("b", TimeSpan.FromMilliseconds(-1), CancellationToken.None);
        Assert.Equal(1, await Store.HeartbeatAsync("a", Lease, CancellationToken.None));
    }

    [Fact]
    public async Task Commit_OfAnOldEpoch_WritesNothing()
    {
        PartitionLease old = await AcquireAsync(0, "a");
        await AcquireAsync(0, "a");
        TurnCommit late = await NewAsync("late");
        await Assert.ThrowsAsync<LeaseLostException>(() => Store.CommitAsync(old, [late], CancellationToken.None));
        Assert.Null(await Store.FindAsync("late", true, CancellationToken.None));
    }

    [Fact]
    public async Task Commit_WithOneTurnAtFault_WritesNothing()
    {
        PartitionLease lease = await AcquireAsync(0, "a");
        TurnCommit taken = await NewAsync("taken");
        await Store.CommitAsync(lease, [taken], CancellationToken.None);
        TurnCommit good = await NewAsync("good");
        CommitRefusedException e = await Assert.ThrowsAsync<CommitRefusedException>(
            () => Store.CommitAsync(lease, [good, Again(taken)], CancellationToken.None));
        Assert.False(e.IsTransient);
        Assert.Null(await Store.FindAsync("good", true, CancellationToken.None));
    }

    [Fact]
    public async Task Commit_OfTheSameTurnTwice_IsRefused()
    {
        PartitionLease lease = await AcquireAsync(0, "a");
        TurnCommit first = await NewAsync("twice");
        await Store.CommitAsync(lease, [first], CancellationToken.None);
        await Assert.ThrowsAsync<CommitRefusedException>(() => Store.CommitAsync(lease, [first], CancellationToken.None));
        await Store.CommitAsync(lease, [Turn(first.Instance, 1)], CancellationToken.None);
        await Assert.ThrowsAsync<CommitRefusedException>(() => Store.CommitAsync(lease, [Turn(first.Instance, 1)], CancellationToken.None));
        await Store.CommitAsync(lease, [Turn(first.Instance, 2)], CancellationToken.None);
    }

    [Fact]
    public async Task LoadLive_ReturnsTheUnfinishedWithTheirTurns_AsWritten()
    {
        int partition = PartitionHash.PartitionOf("live", 4);
        PartitionLease lease = await AcquireAsync(partition, "a");
        var tags = new Dictionary<string, string> { ["k"] = "v\u0000\"ü" };
        var parent = new ParentLink("p", "Parent", 5, 2, 3);
        TurnCommit live = await NewAsync("live", r => r with { Tags = tags, Parent = parent, Version = "1", Input = "{\"a\":\"\\u0000\"}", StartAt = At.AddDays(1) });
        string other = Enumerable.Range(0, 100).Select(i => $"done{i}").First(id => PartitionHash.PartitionOf(id, 4) == partition);
        TurnCommit done = await NewAsync(other);
        done.Result = new ResultRow(InstanceStatus.Completed, "1", null, At);
        await Store.CommitAsync(lease, [live, done], CancellationToken.None);
        await Store.CommitAsync(lease, [Turn(live.Instance, 1, InstanceStatus.Suspended, "\"status\"")], CancellationToken.None);

        StoredInstance loaded = Assert.Single(await Store.LoadLiveAsync(lease, CancellationToken.None).ToListAsync());
        Assert.Equal(live.Created! with { Tags = null }, loaded.Instance with { Tags = null });
        Assert.Equal(tags, loaded.Instance.Tags);
        Assert.Equal([0, 1], loaded.Turns.Select(t => t.Turn));
        Assert.Equal(live.Turn!.Events, loaded.Turns[0].Events);
        Assert.Equal((InstanceStatus.Suspended, "\"status\""), (loaded.Turns[1].Status, loaded.Turns[1].CustomStatus));
        InstanceState state = (await Store.FindAsync("live", true, CancellationToken.None))!;
        Assert.Equal((InstanceStatus.Suspended, "\"status\"", At), (state.Status, state.CustomStatus, state.LastUpdatedAt));
    }

    [Fact]
    public async Task Result_WithAFailure_IsReadBack()
    {
        PartitionLease lease = await AcquireAsync(0, "a");
        var failure = new Failure("T", "message\u0000", "stack", new Failure("I", "inner"), IsNonRetriable: true);
        TurnCommit failed = await NewAsync("failed");
        failed.Result = new ResultRow(InstanceStatus.Failed, null, failure, At);
        await Store.CommitAsync(lease, [failed], CancellationToken.None);
        InstanceState state = (await Store.FindAsync("failed", true, CancellationToken.None))!;
        Assert.Equal((InstanceStatus.Failed, failure), (state.Status, state.Failure));
    }

    [Fact]
    public async Task Inbox_KeepsOrder_UntilConsumed()
    {
        int partition = PartitionHash.PartitionOf("x", 4);
        PartitionLease lease = await AcquireAsync(partition, "a");
        await Store.SendAsync([Event("x", "1"), Event("x", "2")], CancellationToken.None);
        await Store.SendAsync([Event("x", "3")], CancellationToken.None);
        IReadOnlyList<InboxMessage> inbox = await Store.ReadInboxAsync(lease, CancellationToken.None);
        Assert.Equal(["1", "2", "3"], inbox.Select(m => ((EventRaised)((EventMessage)m.Message).Event).Name));
        await Store.CommitAsync(lease, [new TurnCommit { Consumed = [inbox[0].Id], Retried = [inbox[1].Id] }], CancellationToken.None);
        inbox = await Store.ReadInboxAsync(lease, CancellationToken.None);
        Assert.Equal([1, 0], inbox.Select(m => m.Deliveries));
    }

    [Fact]
    public async Task ContinueAsNew_DropsTheTurnsBefore()
    {
        int partition = PartitionHash.PartitionOf("loop", 4);
        PartitionLease lease = await AcquireAsync(partition, "a");
        TurnCommit first = await NewAsync("loop");
        await Store.CommitAsync(lease, [first], CancellationToken.None);
        TurnCommit next = Turn(first.Instance, 1);
        next.Continued = first.Created! with { Execution = 1, Input = "2", Version = "3" };
        await Store.CommitAsync(lease, [next], CancellationToken.None);
        StoredInstance stored = Assert.Single(await Store.LoadLiveAsync(lease, CancellationToken.None).ToListAsync());
        Assert.Equal([1], stored.Turns.Select(t => t.Turn));
        Assert.Equal((1, "2", "3"), (stored.Instance.Execution, stored.Instance.Input, stored.Instance.Version));
    }

    [Fact]
    public async Task Create_DedupesAndReplaces()
    {
        InstanceRow row = Row(0, "new");
        IReadOnlyCollection<InstanceStatus> live = StartMessage.LiveStatuses;
        Assert.Null(await Store.CreateAsync(row, live, CancellationToken.None));
        Assert.Equal(InstanceStatus.Pending, await Store.CreateAsync(row, live, CancellationToken.None));
        Assert.Equal(InstanceStatus.Pending, await Store.CreateAsync(row, [], CancellationToken.None));
        PartitionLease lease = await AcquireAsync(PartitionHash.PartitionOf("new", 4), "a");
        StoredInstance created = Assert.Single(await Store.LoadLiveAsync(lease, CancellationToken.None).ToListAsync());
        TurnCommit end = Turn(created.Instance.Id, 0);
        end.Result = new ResultRow(InstanceStatus.Completed, "1", null, At);
        await Store.CommitAsync(lease, [end], CancellationToken.None);
        Assert.Equal(InstanceStatus.Completed, await Store.CreateAsync(row, [InstanceStatus.Completed], CancellationToken.None));
        Assert.Null(await Store.CreateAsync(row, live, CancellationToken.None));
        Assert.NotEqual(created.Instance.Id, Assert.Single(await Store.LoadLiveAsync(lease, CancellationToken.None).ToListAsync()).Instance.Id);
    }

    [Fact]
    public async Task Create_ByManyAtOnce_MakesOne()
    {
        InstanceStatus?[] results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            Store.CreateAsync(Row(0, "many"), StartMessage.LiveStatuses, CancellationToken.None)));
        Assert.Equal(1, results.Count(r => r is null));
    }

    [Fact]
    public async Task Purge_TakesOnlyTheFinished()
    {
        PartitionLease lease = await AcquireAsync(0, "a");
        TurnCommit live = await NewAsync("live");
        TurnCommit done = await NewAsync("done");
        done.Result = new ResultRow(InstanceStatus.Completed, "1", null, At);
        await Store.CommitAsync(lease, [live, done], CancellationToken.None);
        Assert.Equal(1, await Store.PurgeAsync(["live", "done", "nobody"], CancellationToken.None));
        Assert.Null(await Store.FindAsync("done", false, CancellationToken.None));
        Assert.NotNull(await Store.FindAsync("live", false, CancellationToken.None));
    }

    [Fact]
    public async Task Listen_HearsHints()
    {
        using var stop = new CancellationTokenSource();
        var heard = new TaskCompletionSource<Wakeup>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task listening = Store.ListenAsync(w => heard.TrySetResult(w), stop.Token);
        await Poll.UntilAsync(async () =>
        {
            await Store.NotifyAsync(new Wakeup(3), CancellationToken.None);
            return heard.Task.IsCompleted;
        });
        Assert.Equal(3, (await heard.Task).Partition);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listening);
    }

    private protected async Task<PartitionLease> AcquireAsync(int partition, string owner) =>
        (await Store.TryAcquireAsync(partition, owner, Lease, CancellationToken.None))!;

    private protected async Task<TurnCommit> NewAsync(string instanceId, Func<InstanceRow, InstanceRow>? change = null)
    {
        InstanceRow row = Row(await Store.ReserveIdsAsync(CancellationToken.None), instanceId);
        TurnCommit commit = Turn(row.Id, 0);
        commit.Created = change is null ? row : change(row);
        return commit;
    }

    static TurnCommit Again(TurnCommit commit) =>
        new() { Instance = commit.Instance + 1, Created = commit.Created! with { Id = commit.Instance + 1 }, Turn = commit.Turn };

    static TurnCommit Turn(long instance, int turn, InstanceStatus status = InstanceStatus.Running, string? customStatus = null) => new()
    {
        Instance = instance,
        Turn = new TurnRow(turn, At, status, customStatus, HistoryWriter.Write([new OrchestratorStarted(At.UtcDateTime)])),
    };

    static InstanceRow Row(long id, string instanceId) => new(id, instanceId, 0, "Name", null, "1", null, null, At, null);

    static EventMessage Event(string to, string name) => new(to, new EventRaised(name, "1"));
}

public sealed class InMemoryStoreTests : StoreConformanceTests
{
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new InMemoryHome());
}
