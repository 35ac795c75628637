using System.Collections.Concurrent;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Runtime.Store.Postgres;
using Microsoft.DurableTask.Tests.Runtime.Support;
using Npgsql;

namespace Microsoft.DurableTask.Tests.Runtime.Store;

public sealed class PostgresStoreTests : StoreConformanceTests
{
    string _connectionString = "";

    internal override async Task<StoreHome> CreateHomeAsync()
    {
        PostgresHome home = await PostgresHome.CreateAsync();
        _connectionString = home.Database.ConnectionString;
        return home;
    }

    /// <summary>Also on a server whose default would show the commit the epoch of before it waited.</summary>
    [Theory, InlineData("read committed"), InlineData("repeatable read"), InlineData("serializable")]
    public async Task Commit_ThatMeetsATaker_WaitsForIt_AndIsRefused(string isolation)
    {
        string name = new NpgsqlConnectionStringBuilder(_connectionString).Database!;
        await ExecuteAsync($"ALTER DATABASE \"{name}\" SET default_transaction_isolation = '{isolation}'");
        PartitionLease lease = await AcquireAsync(0, "a");
        TurnCommit late = await NewAsync("late");
        await using var taker = new NpgsqlConnection(_connectionString);
        await taker.OpenAsync();
        await using NpgsqlTransaction taking = await taker.BeginTransactionAsync();
        await ExecuteAsync(taker, "UPDATE durable.partitions SET lease_epoch = lease_epoch + 1 WHERE number = 0");

        Task committing = Store.CommitAsync(lease, [late], CancellationToken.None);
        await UntilOneWaitsAsync("durable-commit");
        Assert.False(committing.IsCompleted);
        await taking.CommitAsync();

        await Assert.ThrowsAsync<LeaseLostException>(() => committing);
        Assert.Null(await Store.FindAsync("late", withPayloads: false, CancellationToken.None));
    }

    [Fact]
    public async Task Taker_ThatMeetsACommit_WaitsForIt()
    {
        PartitionLease lease = await AcquireAsync(0, "a");
        await Store.ReleaseAsync(lease, CancellationToken.None);
        await using var owner = new NpgsqlConnection(_connectionString);
        await owner.OpenAsync();
        await using NpgsqlTransaction committing = await owner.BeginTransactionAsync();
        await ExecuteAsync(owner, $"SELECT durable.hold_lease(id, {lease.Epoch}) FROM durable.partitions WHERE number = 0");

        Task<PartitionLease?> taking = Store.TryAcquireAsync(0, "b", TimeSpan.FromMinutes(1), CancellationToken.None);
        await UntilOneWaitsAsync("durable");
        Assert.False(taking.IsCompleted);
        await committing.CommitAsync();

        Assert.Equal(lease.Epoch + 1, (await taking)!.Epoch);
    }

    /// <summary>Its own ends it has told to whoever waits in its process; those of another it must hear of.</summary>
    [Fact]
    public async Task Listener_HearsOfEndsElsewhere_AndNotOfItsOwn()
    {
        await using var other = new PostgresStore(_connectionString, TimeProvider.System);
        await other.OpenAsync("hub", 4, CancellationToken.None);
        var heard = new ConcurrentQueue<int?>();
        using var leaving = new CancellationTokenSource();
        Task listening = Store.ListenAsync(wakeup => heard.Enqueue(wakeup.Partition), leaving.Token);
        await Poll.UntilAsync(async () => await new HubCheck(_connectionString).CountAsync(
            "pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %' AND state = 'idle'") == 1);

        await Store.NotifyAsync(new Wakeup(Partition: null), CancellationToken.None);
        await Store.NotifyAsync(new Wakeup(1), CancellationToken.None);
        await Poll.UntilAsync(() => heard.Contains(1));
        await other.NotifyAsync(new Wakeup(Partition: null), CancellationToken.None);
        await Poll.UntilAsync(() => heard.Contains(null));
        await Store.NotifyAsync(new Wakeup(2), CancellationToken.None);
        await Poll.UntilAsync(() => heard.Contains(2));

        Assert.Equal([1, null, 2], heard);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listening);
    }

    Task UntilOneWaitsAsync(string application) => Poll.UntilAsync(async () => await new HubCheck(_connectionString).CountAsync(
        $"pg_stat_activity WHERE datname = current_database() AND application_name = '{application}' AND wait_event_type = 'Lock'") > 0);

    async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, sql);
    }

    static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
