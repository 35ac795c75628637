using System.Collections.Concurrent;
using Npgsql;
using Orchestrator.Core.Tasks;
using Orchestrator.Database.Tests.Chains;
using Orchestrator.Tests.Support.Database;

namespace Orchestrator.Database.Tests.Tasks;

public sealed class ClaimTests : IAsyncLifetime
{
    readonly MigratedDatabase _database = new();

    NpgsqlDataSource Sql => _database.DataSource;

    [Fact]
    public async Task ClaimPendingTasks_FromManyConnections_ClaimsEachOnce()
    {
        await Sql.ExecuteAsync("""
            INSERT INTO orchestrator.tasks (name, task_name) SELECT 'task ' || n, 'debug.echo' FROM generate_series(1, 400) AS n
            """);
        await MakeClaimableAsync();
        var claimed = new ConcurrentBag<Guid>();

        await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            while (await ClaimAsync(7) is { Count: > 0 } some)
            {
                some.ForEach(claimed.Add);
            }
        }));

        Assert.Equal(400, claimed.Count);
        Assert.Equal(400, claimed.Distinct().Count());
    }

    [Fact]
    public async Task ClaimPendingTasks_WhileAnotherClaimIsOpen_SkipsItsTasks()
    {
        Guid first = await Sql.InsertTaskAsync("priority", "'high'");
        Guid second = await Sql.InsertTaskAsync();
        await MakeClaimableAsync();
        await using NpgsqlConnection other = await Sql.OpenConnectionAsync();
        await using NpgsqlTransaction transaction = await other.BeginTransactionAsync();
        await other.ExecuteAsync("SELECT * FROM orchestrator.claim_pending_tasks(1, '10 s')");

        Assert.Equal([second], await ClaimAsync(10));

        await transaction.RollbackAsync();
        Assert.Equal([first], await ClaimAsync(10));
    }

    [Fact]
    public async Task ClaimPendingTasks_TakesOnlyOldPendingTasksThatStandAlone()
    {
        Guid old = await Sql.InsertTaskAsync();
        Guid future = await Sql.InsertTaskAsync("execute_after", "now() + interval '1 day'");
        await Sql.InsertNodeAsync(await Sql.InsertChainAsync());
        await Sql.InsertTaskAsync("map_task_id, map_index", $"'{await Sql.InsertTaskInAsync(TaskRecordStatus.Running)}', 0");
        await Sql.InsertTaskInAsync(TaskRecordStatus.Queued);
        await MakeClaimableAsync();
        await Sql.InsertTaskAsync();  // its creator is starting it
        Guid retried = await Sql.InsertTaskInAsync(TaskRecordStatus.Failed);
        await MakeClaimableAsync(retried);
        await Sql.MoveAsync(retried, TaskRecordStatus.Failed, TaskRecordStatus.Pending, "api:ada");  // so does the operator

        Assert.Equal(new[] { old, future }.Order(), (await ClaimAsync(10)).Order());
        Assert.Empty(await ClaimAsync(10));
    }

    [Fact]
    public async Task ClaimPendingTasks_AfterTheClaimIsOld_ClaimsAgain()
    {
        Guid id = await Sql.InsertTaskAsync();
        await MakeClaimableAsync();
        await ClaimAsync(1);

        await MakeClaimableAsync();

        Assert.Equal([id], await ClaimAsync(1));
        Assert.Equal(1, await Sql.ReadAsync<long>("SELECT count(*) FROM orchestrator.task_transitions WHERE task_id = $1", id));
    }

    [Fact]
    public async Task ClaimPendingTasks_TakesTheUrgentFirst()
    {
        Guid low = await Sql.InsertTaskAsync("priority", "'low'");
        Guid critical = await Sql.InsertTaskAsync("priority", "'critical'");
        await MakeClaimableAsync();

        Assert.Equal([critical], await ClaimAsync(1));
        Assert.Equal([low], await ClaimAsync(1));
    }

    public Task InitializeAsync() => _database.InitializeAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    Task<List<Guid>> ClaimAsync(int limit) =>
        Sql.ListAsync<Guid>("SELECT task_id FROM orchestrator.claim_pending_tasks($1, '10 s')", limit);

    Task<int> MakeClaimableAsync(Guid? id = null) => id is null
        ? Sql.ExecuteAsync("UPDATE orchestrator.tasks SET start_claimed_at = now() - interval '11 s'")
        : Sql.ExecuteAsync("UPDATE orchestrator.tasks SET start_claimed_at = now() - interval '11 s' WHERE id = $1", id);
}
