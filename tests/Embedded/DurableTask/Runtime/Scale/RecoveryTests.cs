using System.Text.Json;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Runtime.Store.Postgres;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Scale;

/// <summary>Recovery looks at what lives, whatever has ended before.</summary>
[Collection(nameof(ScaleTests))]
public sealed class RecoveryTests
{
    const int Finished = 100_000;
    const int PagesMax = 300;

    [Fact]
    public async Task LoadLive_WithManyFinished_LooksAtFew()
    {
        await using PostgresHome home = await PostgresHome.CreateAsync();
        await using IDurableStore store = await OpenAsync(home);
        PartitionLease lease = await AcquireAsync(store);
        string[] expected = await CreateAsync(store, "old", 5);
        await Sql.InsertFinishedAsync(home, Finished);
        expected = [.. expected, .. await CreateAsync(store, "new", 5)];
        long before = await CountPagesAsync(home, 0);
        Assert.Equal(expected.Order(StringComparer.Ordinal), await LiveAsync(store, lease));

        long below = await store.ReserveIdsAsync(CancellationToken.None);
        await store.CheckpointLiveAsync(lease, below, CancellationToken.None);
        expected = [.. expected, .. await CreateAsync(store, "newest", 1)];
        Assert.Equal(expected.Order(StringComparer.Ordinal), await LiveAsync(store, lease));
        long after = await CountPagesAsync(home, below);
        Assert.True(before > PagesMax, $"{before} pages without a checkpoint: the measure does not measure");
        Assert.InRange(after, 1, PagesMax);
    }

    [Fact]
    public async Task Load_OfAFew_AmongManyFinished_LooksAtThose()
    {
        await using PostgresHome home = await PostgresHome.CreateAsync();
        await using IDurableStore store = await OpenAsync(home);
        PartitionLease lease = await AcquireAsync(store);
        string[] expected = await CreateAsync(store, "live", 20);
        await Sql.InsertFinishedAsync(home, Finished);
        long[] ids = await Sql.ReadAsync<long[]>(home, """
            SELECT array_agg(id ORDER BY random()) FROM durable.instances WHERE instance_id LIKE 'live-%' OR instance_id IN ('done-1', 'done-77777')
            """);

        List<StoredInstance> loaded = await store.LoadAsync(lease, ids, CancellationToken.None).ToListAsync();

        Assert.Equal(expected.Order(StringComparer.Ordinal), loaded.Select(s => s.Instance.InstanceId).Order(StringComparer.Ordinal));
        Assert.Equal(loaded.Select(s => s.Instance.Id).Order(), loaded.Select(s => s.Instance.Id));
        string set = PostgresStore.LiveSetSql.Replace("$2", $"'{{{string.Join(',', ids)}}}'", StringComparison.Ordinal);
        Assert.InRange(await CountPagesAsync(home, set), 1, PagesMax);
    }

    [Fact]
    public async Task Checkpoint_AfterWhichAnOlderIdIsCommittedOrRevived_StillFindsIt()
    {
        await using PostgresHome home = await PostgresHome.CreateAsync();
        await using IDurableStore store = await OpenAsync(home);
        PartitionLease lease = await AcquireAsync(store);
        await Sql.InsertFinishedAsync(home, 10);
        // Far ahead: whatever a client creates now has an id that was drawn before.
        await store.CheckpointLiveAsync(lease, 1_000_000_000, CancellationToken.None);
        await CreateAsync(store, "late", 1);
        await Sql.ExecuteAsync(home, "DELETE FROM durable.results USING durable.instances AS i WHERE i.id = instance AND i.instance_id = 'done-7'");
        Assert.Equal(["done-7", "late-0"], await LiveAsync(store, lease));
        await store.CheckpointLiveAsync(lease, 1_000_000_001, CancellationToken.None);
        Assert.Equal(["done-7", "late-0"], await LiveAsync(store, lease));
    }

    [Fact]
    public async Task Runtime_AfterManyHaveEnded_NotesTheLive()
    {
        await using PostgresHome home = await PostgresHome.CreateAsync();
        await using RuntimeProcess process = await RuntimeProcess.StartAsync(
            home.Open(TimeProvider.System),
            tasks => tasks.AddOrchestratorFunc<string>("Waits", context => context.WaitForExternalEvent<string>("go")),
            configure: options => options.CheckpointEndedMin = 3);
        await process.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions("stays"));
        for (int i = 0; i < 5; i++)
        {
            string id = await process.Client.ScheduleNewOrchestrationInstanceAsync("Waits");
            await process.Client.RaiseEventAsync(id, "go", "x");
            await process.Client.WaitForInstanceCompletionAsync(id);
        }

        await Sql.AssertAsync(home, 1L, """
            SELECT count(*) FROM durable.live_checkpoints AS c JOIN durable.instances AS i ON c.live = ARRAY[i.id] WHERE i.instance_id = 'stays'
            """);
    }

    static async Task<IDurableStore> OpenAsync(PostgresHome home)
    {
        IDurableStore store = home.Open(TimeProvider.System);
        await store.OpenAsync("tests", 1, CancellationToken.None);
        return store;
    }

    static async Task<PartitionLease> AcquireAsync(IDurableStore store) =>
        (await store.TryAcquireAsync(0, "owner", TimeSpan.FromMinutes(1), CancellationToken.None))!;

    static async Task<string[]> CreateAsync(IDurableStore store, string name, int count)
    {
        string[] ids = [.. Enumerable.Range(0, count).Select(i => $"{name}-{i}")];
        foreach (string id in ids)
        {
            var row = new InstanceRow(0, id, 0, "Name", null, null, null, null, DateTimeOffset.UtcNow, null);
            Assert.Null(await store.CreateAsync(row, Array.Empty<InstanceStatus>(), CancellationToken.None));
        }

        return ids;
    }

    static async Task<string[]> LiveAsync(IDurableStore store, PartitionLease lease) =>
        [.. (await store.LoadLiveAsync(lease, CancellationToken.None).ToListAsync()).Select(s => s.Instance.InstanceId).Order(StringComparer.Ordinal)];

    /// <summary>The pages that the question of recovery touches.</summary>
    static Task<long> CountPagesAsync(PostgresHome home, long from) => CountPagesAsync(
        home, PostgresStore.LivePageSql.Replace("$2", $"{from}", StringComparison.Ordinal).Replace("$3", "500", StringComparison.Ordinal));

    /// <summary>The pages that a question touches, by the plan that ran; $1 is the partition.</summary>
    static async Task<long> CountPagesAsync(PostgresHome home, string question)
    {
        string sql = question.Replace("$1", "(SELECT min(id) FROM durable.partitions)", StringComparison.Ordinal);
        string plan = await Sql.ReadAsync<string>(home, $"""
            SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_bitmapscan = off;
            EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}
            """);
        JsonElement root = JsonDocument.Parse(plan).RootElement[0].GetProperty("Plan");
        return root.GetProperty("Shared Hit Blocks").GetInt64() + root.GetProperty("Shared Read Blocks").GetInt64();
    }
}
