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

    public abstract ValueTask DisposeAsync();
}

internal sealed class InMemoryHome : StoreHome
{
    InMemoryStore? _store;

    public InMemoryStore Store => _store!;

    public override IDurableStore Open(TimeProvider time) => _store ??= new InMemoryStore(time);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

internal sealed class PostgresHome(TestDatabase database) : StoreHome
{
    public TestDatabase Database { get; } = database;

    public static async Task<PostgresHome> CreateAsync() => new(await TestDatabase.CreateAsync());

    public override IDurableStore Open(TimeProvider time) => new PostgresStore(Database.ConnectionString, time);

    public override ValueTask DisposeAsync() => Database.DisposeAsync();
}
