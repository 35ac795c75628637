using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Runtime.Store.InMemory;
using Microsoft.DurableTask.Runtime.Store.Postgres;
using Orchestrator.Tests.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Support;

/// <summary>A place for one test's hub that outlives the runtimes on it, as a database outlives processes.</summary>
internal abstract class StoreHome : IAsyncDisposable
{
    /// <summary>What one "process" uses; disposing it leaves the state.</summary>
    public abstract IDurableStore Open(TimeProvider time);

    public virtual Task<int> CountInboxAsync() => throw new NotSupportedException();

    /// <summary>For whom the messages were that were put aside, oldest first.</summary>
    public virtual Task<string[]> ReadPoisonedAsync() => throw new NotSupportedException();

    public abstract ValueTask DisposeAsync();
}

internal sealed class InMemoryHome : StoreHome
{
    InMemoryStore? _store;

    public InMemoryStore Store => _store!;

    public override IDurableStore Open(TimeProvider time) => _store ??= new InMemoryStore(time);

    public override Task<int> CountInboxAsync() => Task.FromResult(Store.InboxCount);

    public override Task<string[]> ReadPoisonedAsync() => Task.FromResult(Store.Poison.Select(p => p.InstanceId).ToArray());

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

internal sealed class PostgresHome(TestDatabase database) : StoreHome
{
    public TestDatabase Database { get; } = database;

    public static async Task<PostgresHome> CreateAsync() => new(await TestDatabase.CreateAsync());

    public override IDurableStore Open(TimeProvider time) => new PostgresStore(Database.ConnectionString, time);

    public override async Task<int> CountInboxAsync() => (int)await new HubCheck(Database.ConnectionString).CountAsync("durable.inbox");

    public override async Task<string[]> ReadPoisonedAsync() => (string[])(await new HubCheck(Database.ConnectionString)
        .ScalarAsync("SELECT coalesce(array_agg(instance_id ORDER BY at), '{}') FROM durable.poison"))!;

    public override ValueTask DisposeAsync() => Database.DisposeAsync();
}
