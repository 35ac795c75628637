using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Runtime.Store.Postgres;
using Microsoft.DurableTask.Tests.Runtime.Support;
using Npgsql;

namespace Microsoft.DurableTask.Tests.Runtime.Faults;

/// <summary>Errors of the server that say nothing about the data: commits wait until they pass, and no message is put aside.</summary>
public sealed class SqlStateTests : IAsyncLifetime
{
    const int CommitDelayed = 5101;
    const int TurnRefused = 5102;
    const int ReadDelayed = 5111;
    const int LeaseRoundFailed = 5004;
    readonly RecordedLog _log = new();
    PostgresHome? _home;
    RuntimeProcess? _client;

    string ConnectionString => _home!.Database.ConnectionString;

    HubCheck Check => new(ConnectionString);

    public async Task InitializeAsync()
    {
        _home = await PostgresHome.CreateAsync();
        _client = await RuntimeProcess.StartAsync(_home.Open(TimeProvider.System), tasks: null, configure: o => o.Partitions = 2);
        await _client.Hub.OpenAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _client!.DisposeAsync();
        await _home!.DisposeAsync();
    }

    [Theory]
    [InlineData("40001"), InlineData("40P01"), InlineData("55P03"), InlineData("57014"), InlineData("53100"), InlineData("53200")]
    [InlineData("53300"), InlineData("25006"), InlineData("42501"), InlineData("42P01"), InlineData("58030"), InlineData("XX001")]
    [InlineData("57P01"), InlineData("57P03"), InlineData("08006")]
    [InlineData("40001", "durable.instances"), InlineData("40001", "durable.results"), InlineData("53100", "durable.instances"), InlineData("53100", "durable.results")]
    [InlineData("40P01", "durable.inbox")]
    public async Task Commits_MetByAnErrorOfTheServer_PassInTheEnd(string sqlState, string table = "durable.turns")
    {
        await using RuntimeProcess worker = await StartWorkerAsync();
        HubInfo hub = await worker.Hub.OpenAsync(CancellationToken.None);
        for (int partition = 0; partition < hub.Partitions; partition++) await worker.OwnedAsync(partition);
        await RaiseAsync(table, "INSERT", sqlState, times: 6);
        // Started where they run: a client elsewhere hears of an error itself.
        await RunAsync(30, worker);
        Assert.True((long)(await Check.ScalarAsync("SELECT last_value FROM faults"))! >= 6);
        Assert.Equal(0, _log.Count(TurnRefused));
    }

    [Theory, InlineData("durable.owners", "40001"), InlineData("durable.partitions", "55P03"), InlineData("durable.partitions", "25006")]
    public async Task Leases_MetByAnErrorOfTheServer_AreKeptInTheEnd(string table, string sqlState)
    {
        await RaiseAsync(table, "INSERT OR UPDATE", sqlState, times: 5);
        await using RuntimeProcess worker = await StartWorkerAsync(waitForPartition: null);
        await RunAsync(10);
        Assert.True((long)(await Check.ScalarAsync("SELECT last_value FROM faults"))! >= 5);
    }

    [Theory, InlineData("durable.turns"), InlineData("durable.inbox"), InlineData("durable.partitions")]
    public async Task Tables_LockedByAnother_AreWaitedFor(string table)
    {
        await using RuntimeProcess worker = await StartWorkerAsync("-c lock_timeout=50ms");
        await using var other = new NpgsqlConnection(ConnectionString);
        await other.OpenAsync();
        await using (NpgsqlTransaction holding = await other.BeginTransactionAsync())
        {
            await ExecuteAsync(other, $"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE");
            Task<string[]> starting = StartAsync(worker, 10);
            await Poll.UntilAsync(() => _log.Count(CommitDelayed) + _log.Count(ReadDelayed) + _log.Count(LeaseRoundFailed) > 0);
            await holding.CommitAsync();
            await HubCheck.AssertStepsAsync(worker.Client, await starting);
        }

        await Check.AssertNothingTwiceOrLeftAsync();
        Assert.Equal(0, _log.Count(TurnRefused));
    }

    [Fact]
    public async Task Commit_InADeadlock_IsTriedAgain()
    {
        await using RuntimeProcess worker = await StartWorkerAsync("-c deadlock_timeout=300ms");
        await using var other = new NpgsqlConnection(ConnectionString);
        await other.OpenAsync();
        // Whoever waits first looks for a deadlock first: this one never does.
        await ExecuteAsync(other, "SET deadlock_timeout = '60s'");
        Task<string[]> starting;
        await using (NpgsqlTransaction holding = await other.BeginTransactionAsync())
        {
            await ExecuteAsync(other, "LOCK TABLE durable.inbox IN EXCLUSIVE MODE");
            starting = StartAsync(worker, 10);
            await Poll.UntilAsync(async () => await Check.CountAsync(
                "pg_stat_activity WHERE datname = current_database() AND application_name = 'durable-commit' AND wait_event_type = 'Lock'") > 0);
            // The commit of a turn that starts a child holds its new rows in turns and waits for the inbox.
            await ExecuteAsync(other, "LOCK TABLE durable.turns IN EXCLUSIVE MODE");
            await holding.CommitAsync();
        }

        await HubCheck.AssertStepsAsync(worker.Client, await starting);
        Assert.Contains(_log.Lines, line => line.EventId == CommitDelayed && line.Error?.InnerException is PostgresException { SqlState: "40P01" });
        await Check.AssertNothingTwiceOrLeftAsync();
    }

    [Fact]
    public async Task Commits_UnderSerializableIsolation_PassInTheEnd()
    {
        // Commits have an isolation level of their own; what else the runtime writes has not.
        await using RuntimeProcess worker = await StartWorkerAsync("-c default_transaction_isolation=serializable", leaseSeconds: 0.3);
        await RunAsync(60);
        Assert.Equal(0, _log.Count(TurnRefused));
    }

    async Task RunAsync(int count, RuntimeProcess? starter = null)
    {
        string[] ids = await StartAsync(starter ?? _client!, count);
        await HubCheck.AssertStepsAsync(_client!.Client, ids);
        await Check.AssertNothingTwiceOrLeftAsync();
    }

    static Task<string[]> StartAsync(RuntimeProcess process, int count) => Task.WhenAll(Enumerable.Range(0, count).Select(i =>
        process.Client.ScheduleNewOrchestrationInstanceAsync("Steps", i, new StartOrchestrationOptions($"steps-{i}"), CancellationToken.None)));

    Task<RuntimeProcess> StartWorkerAsync(string? serverOptions = null, double leaseSeconds = 2, int? waitForPartition = 1) => RuntimeProcess.StartAsync(
        new PostgresStore(new NpgsqlConnectionStringBuilder(ConnectionString) { Options = serverOptions }.ConnectionString, TimeProvider.System),
        WorkerProgram.Register,
        configure: options =>
        {
            WorkerProgram.Configure(options, leaseSeconds);
            options.PollInterval = TimeSpan.FromMilliseconds(50);
        },
        logs: _log,
        waitForPartition: waitForPartition);

    // A sequence counts what is rolled back too.
    Task RaiseAsync(string table, string operation, string sqlState, int times) => Check.ScalarAsync($"""
        CREATE SEQUENCE faults;
        CREATE FUNCTION raise_fault() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF nextval('faults') <= {times} THEN RAISE EXCEPTION 'injected' USING ERRCODE = '{sqlState}'; END IF;
            RETURN NULL;
        END $$;
        CREATE TRIGGER faults AFTER {operation} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION raise_fault();
        """);

    static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
