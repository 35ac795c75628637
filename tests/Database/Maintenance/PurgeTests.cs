using Npgsql;
using Orchestrator.Core.Retention;
using Orchestrator.Database.Repositories.Maintenance;
using Orchestrator.Database.Tests.Chains;
using Orchestrator.Database.Tests.Tasks;
using Orchestrator.Tests.Support.Database;
using static Orchestrator.Core.Tasks.TaskRecordStatus;

namespace Orchestrator.Database.Tests.Maintenance;

public sealed class PurgeTests : IAsyncLifetime
{
    readonly MigratedDatabase _database = new();

    NpgsqlDataSource Sql => _database.DataSource;

    [Fact]
    public async Task PurgeFinished_InSmallBatches_LeavesWhatIsOpenAndWhatIsYoung()
    {
        for (int i = 0; i < 12; i++)
        {
            Guid done = await Sql.InsertTaskInAsync(i % 2 == 0 ? Completed : Failed);
            await Sql.ExecuteAsync("""
                INSERT INTO orchestrator.llm_calls (task_id, attempt, call_no, request_hash, provider, model) VALUES ($1, 1, 1, repeat('0', 64), 'p', 'm')
                """, done);
        }

        Guid[] open = [await Sql.InsertTaskInAsync(Running), await Sql.InsertTaskAsync()];
        (Guid ended, Guid[] _) = await ChainAsync(Completed, Completed);
        (Guid running, Guid[] half) = await ChainAsync(Completed, Pending);
        DateTime before = await Sql.ReadAsync<DateTime>("SELECT clock_timestamp()");
        Guid young = await Sql.InsertTaskInAsync(Completed);

        List<(long Tasks, long Chains, long Events)> batches = await PurgeAllAsync(before, 5);

        Assert.Equal((14, 1), (batches.Sum(b => b.Tasks), batches.Sum(b => b.Chains)));
        Assert.All(batches, b => Assert.InRange(b.Tasks, 0, 5 + 2));
        Assert.Equal(
            open.Append(young).Concat(half).Order(), (await Sql.ListAsync<Guid>("SELECT id FROM orchestrator.tasks")).Order());
        Assert.Equal([running], await Sql.ListAsync<Guid>("SELECT id FROM orchestrator.task_chains"));
        Assert.Equal(0, await Sql.ReadAsync<long>("SELECT count(*) FROM orchestrator.llm_calls"));
        Assert.Empty(await Sql.ListAsync<Guid>(
            """
            SELECT subject_id FROM orchestrator.lifecycle_events
            WHERE subject_id NOT IN (SELECT id FROM orchestrator.tasks UNION ALL SELECT id FROM orchestrator.task_chains)
            """));
        Assert.NotEqual(ended, running);
        await Sql.AssertNoViolationAsync();
    }

    [Fact]
    public async Task PurgeFinished_OfChainsWithMaps_TakesTheItemsFirst()
    {
        (Guid _, Guid[] nodes) = await ChainAsync(Completed, Completed);
        await Sql.ExecuteAsync("SELECT orchestrator.insert_map_items($1, 0, (SELECT array_agg(to_jsonb(n)) FROM generate_series(1, 40) AS n))", nodes[0]);
        Guid alone = await Sql.InsertTaskInAsync(Completed);
        await Sql.ExecuteAsync("SELECT orchestrator.insert_map_items($1, 0, (SELECT array_agg(to_jsonb(n)) FROM generate_series(1, 25) AS n))", alone);

        List<(long Tasks, long Chains, long Events)> batches = await PurgeAllAsync(DateTime.UtcNow.AddHours(1), 10);

        Assert.Equal((68, 1), (batches.Sum(b => b.Tasks), batches.Sum(b => b.Chains)));
        Assert.All(batches, b => Assert.InRange(b.Tasks, 1, 10 + 2));
        Assert.Equal(0, await Sql.ReadAsync<long>("SELECT (SELECT count(*) FROM orchestrator.tasks) + (SELECT count(*) FROM orchestrator.lifecycle_events)"));
    }

    [Fact]
    public async Task PurgeFinished_ByManyAtOnce_DeletesEachOnce()
    {
        for (int i = 0; i < 60; i++)
        {
            await Sql.InsertTaskInAsync(Skipped);
        }

        List<(long Tasks, long Chains, long Events)>[] all =
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PurgeAllAsync(DateTime.UtcNow.AddHours(1), 7)));
        all = [.. all, await PurgeAllAsync(DateTime.UtcNow.AddHours(1), 7)];

        Assert.Equal((60, 120), (all.Sum(a => a.Sum(b => b.Tasks)), all.Sum(a => a.Sum(b => b.Events))));
    }

    [Fact]
    public async Task PurgeFinished_OfSignalsThatWereSent_LeavesThoseThatWait()
    {
        await Sql.ExecuteAsync("""
            INSERT INTO orchestrator.orchestration_signals (instance_id, kind, sent_at) VALUES
                ('a', 'suspend', clock_timestamp()), ('b', 'suspend', NULL), ('c', 'resume', clock_timestamp() + interval '1 day')
            """);

        await PurgeAllAsync(DateTime.UtcNow.AddHours(1), 10);

        Assert.Equal(["b", "c"], await Sql.ListAsync<string>("SELECT instance_id FROM orchestrator.orchestration_signals ORDER BY 1"));
    }

    [Fact]
    public async Task RetentionStore_WhereSomebodyHoldsAChainsTask_GivesWayAndComesBack()
    {
        (Guid chain, Guid[] nodes) = await ChainAsync(Completed, Completed);
        RetentionStore store = Store();
        await using (NpgsqlConnection holder = await Sql.OpenConnectionAsync())
        await using (await holder.BeginTransactionAsync())
        {
            await holder.ExecuteAsync("UPDATE orchestrator.tasks SET reason = 'held' WHERE id = $1", nodes[1]);
            Assert.Null(await store.PurgeAsync(TimeSpan.Zero, 100, CancellationToken.None));
        }

        Assert.Equal([chain], await Sql.ListAsync<Guid>("SELECT id FROM orchestrator.task_chains"));
        PurgedBatch? purged = await store.PurgeAsync(TimeSpan.Zero, 100, CancellationToken.None);
        Assert.Equal((2, 1), (purged!.Tasks, purged.Chains));
        Assert.True((await store.PurgeAsync(TimeSpan.Zero, 100, CancellationToken.None))!.IsEmpty);
    }

    [Fact]
    public async Task RetentionStore_WhatEndedWithinTheAge_IsKept()
    {
        Guid done = await Sql.InsertTaskInAsync(Completed);

        Assert.True((await Store().PurgeAsync(TimeSpan.FromHours(1), 100, CancellationToken.None))!.IsEmpty);

        Assert.Equal([done], await Sql.ListAsync<Guid>("SELECT id FROM orchestrator.tasks"));
    }

    public Task InitializeAsync() => _database.InitializeAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    RetentionStore Store() => new(Sql);

    async Task<(Guid Chain, Guid[] Nodes)> ChainAsync(params Core.Tasks.TaskRecordStatus[] statuses)
    {
        Guid chain = await Sql.InsertChainAsync();
        Guid[] nodes = await Sql.InsertNodesAsync(chain, statuses.Length);
        await Sql.LinkAsync(nodes[0], nodes[1]);
        for (int i = 0; i < statuses.Length; i++)
        {
            await Sql.BringToAsync(nodes[i], statuses[i]);
        }

        return (chain, nodes);
    }

    async Task<List<(long Tasks, long Chains, long Events)>> PurgeAllAsync(DateTime before, int limit)
    {
        var batches = new List<(long, long, long)>();
        while (true)
        {
            (long Tasks, long Chains, long Events) batch = Assert.Single(await Sql.ListAsync(
                "SELECT tasks, chains, events FROM orchestrator.purge_finished($1, $2)",
                r => (r.GetInt64(0), r.GetInt64(1), r.GetInt64(2)), before, limit));
            if (batch.Tasks == 0)
            {
                return batches;
            }

            batches.Add(batch);
        }
    }
}
