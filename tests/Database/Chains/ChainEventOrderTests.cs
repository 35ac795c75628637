using System.Diagnostics;
using Npgsql;
using Orchestrator.Database.Tests.Tasks;
using Orchestrator.Tests.Support.Database;
using static Orchestrator.Core.Tasks.TaskRecordStatus;

namespace Orchestrator.Database.Tests.Chains;

public sealed class ChainEventOrderTests(MigratedDatabase database) : IClassFixture<MigratedDatabase>
{
    const int Writers = 16;
    const int EventsEach = 20;
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    readonly NpgsqlDataSource _sql = database.DataSource;

    [Fact]
    public async Task Events_OfOneChainWithManyWriters_HaveTheSameOrderByNumberAndByPosition()
    {
        Guid chain = await _sql.InsertChainAsync();

        // Each has its transaction's number before it waits for the chain, as one that has moved a task has.
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async _ =>
        {
            for (int number = 0; number < EventsEach; number++)
            {
                await _sql.ExecuteAsync($"""
                    INSERT INTO orchestrator.audit_log (actor, action) VALUES ('system', 'test');
                    SELECT orchestrator.record_chain_event('{chain}', 'chain.node_ready', 'system')
                    """);
            }
        }));

        Assert.Equal(
            Enumerable.Range(1, (Writers * EventsEach) + 1),
            await _sql.ListAsync<int>("SELECT seq FROM orchestrator.lifecycle_events WHERE subject_id = $1 ORDER BY tx, id", chain));
    }

    [Fact]
    public async Task Event_OfAnOlderTransactionThatWaited_StandsBehindTheOneItWaitedFor()
    {
        Guid chain = await _sql.InsertChainAsync();
        await using NpgsqlConnection older = await _sql.OpenConnectionAsync();
        await using NpgsqlTransaction transaction = await older.BeginTransactionAsync();
        await older.ExecuteAsync("INSERT INTO orchestrator.audit_log (actor, action) VALUES ('system', 'test')");
        await _sql.ExecuteAsync("SELECT orchestrator.record_chain_event($1, 'chain.node_ready', 'younger')", chain);
        await older.ExecuteAsync("SELECT orchestrator.record_chain_event($1, 'chain.node_ready', 'older')", chain);

        // The younger is committed, but stands where the older may still write: a reader must not pass it.
        List<string> settledBefore = await SettledAsync(chain);
        await transaction.CommitAsync();

        Assert.DoesNotContain("younger", settledBefore);
        List<string> settled = await SettledAsync(chain);
        var patience = Stopwatch.StartNew();
        while (settled.Count < 3 && patience.Elapsed < Patience)
        {
            settled = await SettledAsync(chain);
        }

        Assert.Equal(["api:test", "younger", "older"], settled);
    }

    [Fact]
    public async Task Reader_OfAChainsScope_SeesEachEventOnceAndInOrder()
    {
        Guid chain = await _sql.InsertChainAsync();
        Guid[] tasks = await _sql.InsertNodesAsync(chain, 12);
        var seen = new List<(string Subject, int Seq)>();
        string position = "('0'::xid8, 0::bigint)";
        Task writing = Task.WhenAll(tasks.Select(async task =>
        {
            await _sql.BringToAsync(task, Completed);
            await _sql.MoveAsync(task, Completed, Pending, "manual:ada");
            await _sql.MoveAsync(task, Pending, Cancelled);
        }));

        // What is committed is settled as soon as no older transaction of the server is open; other tests have some.
        var patience = Stopwatch.StartNew();
        while (patience.Elapsed < Patience && !(writing.IsCompleted && seen.Count == await EventsAsync(chain)))
        {
            List<(string Position, string Subject, int Seq)> page = await _sql.ListAsync(
                $"""
                SELECT format('(''%s''::xid8, %s::bigint)', tx, id), subject_id::text, seq FROM orchestrator.settled_events
                WHERE scope_id = $1 AND (tx, id) > {position} ORDER BY tx, id LIMIT 7
                """,
                r => (r.GetString(0), r.GetString(1), r.GetInt32(2)), chain);
            seen.AddRange(page.Select(e => (e.Subject, e.Seq)));
            if (page.Count > 0)
            {
                position = page[^1].Position;
            }
        }

        await writing;
        Assert.Equal(await EventsAsync(chain), seen.Count);
        Assert.All(seen.GroupBy(e => e.Subject), subject => Assert.Equal(Enumerable.Range(1, subject.Count()), subject.Select(e => e.Seq)));
    }

    Task<long> EventsAsync(Guid chain) => _sql.ReadAsync<long>("SELECT count(*) FROM orchestrator.lifecycle_events WHERE scope_id = $1", chain);

    Task<List<string>> SettledAsync(Guid chain) => _sql.ListAsync<string>(
        "SELECT actor FROM orchestrator.settled_events WHERE subject_id = $1 ORDER BY tx, id", chain);
}
