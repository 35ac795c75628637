using Microsoft.DurableTask.Runtime.Entities;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Entities;

/// <summary>What every store must do with entities.</summary>
public abstract class EntityStoreTests : IAsyncLifetime
{
    static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    static readonly ParentLink Holder = new("holder", "Holds", Id: 7, Execution: 2, TaskId: 3);
    StoreHome? _home;
    IDurableStore? _store;
    PartitionLease? _lease;

    IDurableStore Store => _store!;

    internal abstract Task<StoreHome> CreateHomeAsync();

    public async Task InitializeAsync()
    {
        _home = await CreateHomeAsync();
        _store = _home.Open(TimeProvider.System);
        await Store.OpenAsync("hub", 2, CancellationToken.None);
        _lease = await AcquireAsync(0);
    }

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await _home!.DisposeAsync();
    }

    [Fact]
    public async Task Commit_OfAnEntity_ReplacesItsRow_AndRemovesItWhenNothingIsLeft()
    {
        EntityRow row = new("@c@a", "1", Lock: null, At);
        await WriteAsync(row);
        Assert.Equal(row, await ReadAsync("@c@a"));
        EntityRow locked = new("@c@a", State: null, Holder, At.AddSeconds(1));
        await WriteAsync(locked);
        Assert.Equal(locked, await ReadAsync("@c@a"));
        await WriteAsync(locked with { Lock = null });
        Assert.Null(await ReadAsync("@c@a"));
    }

    [Fact]
    public async Task Commit_UnderALostLease_WritesNoEntity()
    {
        PartitionLease lost = _lease!;
        await Store.ReleaseAsync(lost, CancellationToken.None);
        await AcquireAsync(0);
        await Assert.ThrowsAsync<LeaseLostException>(() => Store.CommitAsync(
            lost, [new TurnCommit { Entity = new("@c@a", "1", Lock: null, At), Scheduled = [Signal("1")] }], CancellationToken.None));
        Assert.Null(await ReadAsync("@c@a"));
        Assert.Empty(await Store.Entities.ReadSignalsAsync(lost, CancellationToken.None));
    }

    [Fact]
    public async Task Query_FiltersAndPages_InTheOrderOfIds()
    {
        await WriteAsync(
            new("@a@1", "1", Lock: null, At), new("@b@1", "2", Holder, At.AddHours(1)), new("@b@2", State: null, Holder, At), new("@b@3", "4", Lock: null, At));
        Assert.Equal("@a@1 @b@1 @b@3", await QueryAsync(new(PageSize: 10)));
        Assert.Equal("@a@1 @b@1 @b@2 @b@3", await QueryAsync(new(PageSize: 10, WithTransient: true)));
        Assert.Equal("@b@1 @b@2", await QueryAsync(new(PageSize: 10, WithTransient: true, LockedOnly: true)));
        Assert.Equal("@b@1", await QueryAsync(new(PageSize: 1, After: "@a@1")));
        Assert.Equal("@b@1 @b@3", await QueryAsync(new(PageSize: 10, Prefix: "@b@")));
        Assert.Equal("@b@1", await QueryAsync(new(PageSize: 10, Prefix: "@b@1")));
        Assert.Equal("@b@1", await QueryAsync(new(PageSize: 10, ModifiedFrom: At.AddMinutes(1))));
        Assert.Equal("@a@1 @b@3", await QueryAsync(new(PageSize: 10, ModifiedTo: At.AddMinutes(1))));
        Assert.All(await Store.Entities.QueryEntitiesAsync(new(PageSize: 10, WithState: false), CancellationToken.None), view => Assert.Null(view.Row.State));
    }

    [Fact]
    public async Task Backlog_IsTheStoredMessagesOfTheEntity()
    {
        PartitionLease owner = await OwnerOfAsync("@c@a");
        await Store.CommitAsync(owner, [new TurnCommit { Entity = new("@c@a", "1", Lock: null, At) }], CancellationToken.None);
        await Store.SendAsync([Signal("1").Request, Signal("2").Request, Signal("3").Request with { InstanceId = "@c@b" }], CancellationToken.None);
        Assert.Equal(2, Assert.Single(await Store.Entities.QueryEntitiesAsync(new(PageSize: 10), CancellationToken.None)).Backlog);
    }

    [Fact]
    public async Task Signals_WaitByPartition_InTheOrderOfTheirTimes_UntilTaken()
    {
        ScheduledSignal later = Signal("later") with { FireAt = At.UtcDateTime.AddHours(1) };
        ScheduledSignal sooner = Signal("sooner");
        await Store.CommitAsync(_lease!, [new TurnCommit { Scheduled = [later] }, new TurnCommit { Scheduled = [sooner] }], CancellationToken.None);
        Assert.Equal([sooner, later], await Store.Entities.ReadSignalsAsync(_lease!, CancellationToken.None));
        Assert.Empty(await Store.Entities.ReadSignalsAsync(await AcquireAsync(1), CancellationToken.None));
        await Store.CommitAsync(_lease!, [new TurnCommit { Unscheduled = [sooner.Id] }], CancellationToken.None);
        Assert.Equal([later], await Store.Entities.ReadSignalsAsync(_lease!, CancellationToken.None));
    }

    [Fact]
    public async Task Inbox_KeepsWhatIsSentToEntities()
    {
        EntityMessage[] sent =
        [
            new OperationRequest("@c@a", "Add", "{\"n\":1}", Holder, At.UtcDateTime),
            new OperationRequest("@c@a", "Get", Input: null),
            new LockRequest("@c@a", Holder, ["@c@a", "@c@b"]),
            new LockRelease("@c@a", Holder),
        ];
        await Store.SendAsync(sent, CancellationToken.None);
        PartitionLease owner = await OwnerOfAsync("@c@a");
        Message[] read = [.. (await Store.ReadInboxAsync(owner, CancellationToken.None)).Select(m => m.Message)];
        Assert.Equal(sent[0], read[0]);
        Assert.Equal(sent[1], read[1]);
        Assert.Equal((Holder, "@c@a @c@b"), (((LockRequest)read[2]).Caller, string.Join(' ', ((LockRequest)read[2]).LockSet)));
        Assert.Equal(sent[3], read[3]);
    }

    static ScheduledSignal Signal(string input) => new(Guid.NewGuid(), At.UtcDateTime, new OperationRequest("@c@a", "Add", input));

    async Task<PartitionLease> OwnerOfAsync(string id) => PartitionHash.PartitionOf(id, 2) == 0 ? _lease! : await AcquireAsync(1);

    async Task<PartitionLease> AcquireAsync(int partition) =>
        (await Store.TryAcquireAsync(partition, "owner", TimeSpan.FromMinutes(1), CancellationToken.None))!;

    Task WriteAsync(params EntityRow[] rows) =>
        Store.CommitAsync(_lease!, [.. rows.Select(row => new TurnCommit { Entity = row })], CancellationToken.None);

    async Task<EntityRow?> ReadAsync(string id) => (await Store.Entities.ReadEntitiesAsync([id, "@none@"], CancellationToken.None)).SingleOrDefault();

    async Task<string> QueryAsync(EntityRowQuery query) =>
        string.Join(' ', (await Store.Entities.QueryEntitiesAsync(query, CancellationToken.None)).Select(view => view.Row.InstanceId));
}

public sealed class InMemoryEntityStoreTests : EntityStoreTests
{
    internal override Task<StoreHome> CreateHomeAsync() => Task.FromResult<StoreHome>(new InMemoryHome());
}

public sealed class PostgresEntityStoreTests : EntityStoreTests
{
    internal override async Task<StoreHome> CreateHomeAsync() => await PostgresHome.CreateAsync();
}
