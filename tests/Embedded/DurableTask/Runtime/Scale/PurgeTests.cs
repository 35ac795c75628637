using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Tests.Runtime.Support;
using Npgsql;

namespace Microsoft.DurableTask.Tests.Runtime.Scale;

[Collection(nameof(ScaleTests))]
public sealed class PurgeTests
{
    const int BatchMax = 500;

    [Fact]
    public async Task PurgeAll_OfManyFinished_DeletesInSmallTransactions()
    {
        int finished = ScaleCount.Of(20_000, 100_000);
        await using PostgresHome home = await PostgresHome.CreateAsync();
        await using RuntimeProcess process = await RuntimeProcess.StartAsync(
            home.Open(TimeProvider.System), tasks => tasks.AddOrchestratorFunc<int>("Waits", context => context.WaitForExternalEvent<int>("go")));
        await process.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions("lives"));
        await Sql.InsertFinishedAsync(home, finished);
        await Sql.ExecuteAsync(home, """
            CREATE TABLE deletions (rows bigint);
            CREATE FUNCTION count_deletions() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN INSERT INTO deletions SELECT count(*) FROM gone; RETURN NULL; END $$;
            CREATE TRIGGER count_deletions AFTER DELETE ON durable.instances REFERENCING OLD TABLE AS gone
                FOR EACH STATEMENT EXECUTE FUNCTION count_deletions();
            """);
        PurgeResult purged = await process.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(Statuses: [OrchestrationRuntimeStatus.Completed]));
        Assert.Equal((finished, true), (purged.PurgedInstanceCount, purged.IsComplete));
        // A statement of its own transaction each: none locks more than a batch.
        Assert.Equal(BatchMax, await Sql.ReadAsync<long>(home, "SELECT max(rows) FROM deletions"));
        Assert.Equal((long)finished, await Sql.ReadAsync<long>(home, "SELECT sum(rows)::bigint FROM deletions"));
        Assert.Equal(1L, await Sql.ReadAsync<long>(home, "SELECT count(*) FROM durable.instances"));
        Assert.Equal(0L, await Sql.ReadAsync<long>(home, "SELECT count(*) FROM durable.results"));
        Assert.Equal(1L, await Sql.ReadAsync<long>(home, "SELECT count(DISTINCT instance) FROM durable.history"));
    }

    /// <summary>A row that somebody holds delays the batch that it is in, and nothing that was deleted before it.</summary>
    [Fact]
    public async Task PurgeAll_StoppedInBetween_HasKeptWhatItDid()
    {
        await using PostgresHome home = await PostgresHome.CreateAsync();
        await using RuntimeProcess process = await RuntimeProcess.StartAsync(home.Open(TimeProvider.System), tasks: null);
        await process.Hub.OpenAsync(CancellationToken.None);
        await Sql.InsertFinishedAsync(home, 3 * BatchMax);
        await using var other = new NpgsqlConnection(home.Database.ConnectionString);
        await other.OpenAsync();
        await using NpgsqlTransaction holding = await other.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand(
            $"""
            SELECT FROM durable.instances
            WHERE instance_id = (SELECT instance_id FROM durable.instances ORDER BY instance_id OFFSET {(2 * BatchMax) + 1} LIMIT 1) FOR UPDATE
            """, other, holding))
        {
            await hold.ExecuteNonQueryAsync();
        }

        using var stop = new CancellationTokenSource();
        Task<PurgeResult> purging = process.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(), cancellation: stop.Token);
        await Sql.AssertAsync(home, (long)BatchMax, "SELECT count(*) FROM durable.instances");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => purging);
        await holding.RollbackAsync();
        Assert.Equal(BatchMax, (await process.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter())).PurgedInstanceCount);
    }
}
