using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Tests.Runtime.Support;
using Npgsql;

namespace Microsoft.DurableTask.Tests.Runtime.Faults;

/// <summary>
/// Real processes on one hub of six partitions. Triggers write down, for every row of a turn, which process wrote it and who owned the
/// partition in that moment: it must be the same, whatever was paused or killed.
/// </summary>
public sealed class LeaseTests : IAsyncLifetime
{
    const int LeaseLost = 5003;
    const int Partitions = 6;
    const double LeaseSeconds = 2;

    /// <summary>For rounds, and for a machine that is busy with other tests.</summary>
    static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);
    readonly List<WorkerProcess> _workers = [];
    PostgresHome? _home;
    RuntimeProcess? _client;
    int _started;

    HubCheck Check => new(_home!.Database.ConnectionString);

    public async Task InitializeAsync()
    {
        _home = await PostgresHome.CreateAsync();
        _client = await RuntimeProcess.StartAsync(
            _home.Open(TimeProvider.System), tasks: null, configure: options => options.Partitions = Partitions);
        await _client.Hub.OpenAsync(CancellationToken.None);
        await InstallAuditAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (WorkerProcess worker in _workers) worker.Dispose();
        await _client!.DisposeAsync();
        await _home!.DisposeAsync();
    }

    [Fact]
    public async Task Processes_JoiningAndLeaving_ShareThePartitionsEvenly()
    {
        WorkerProcess leaves = await StartAsync("a");
        await UntilSharedAsync(("a", 6));
        await StartAsync("b");
        await UntilSharedAsync(("a", 3), ("b", 3));
        await StartAsync("c");
        await UntilSharedAsync(("a", 2), ("b", 2), ("c", 2));
        string[] ids = await StartStepsAsync(100);
        await leaves.StopAsync();
        await UntilSharedAsync(("b", 3), ("c", 3));
        await HubCheck.AssertStepsAsync(_client!.Client, ids);
        await AssertAllIsWellAsync();
    }

    [Fact]
    public async Task Process_PausedPastItsLease_WritesNothingAfterwards_AndJoinsAgain()
    {
        WorkerProcess paused = await StartAsync("a");
        await StartAsync("b");
        await UntilSharedAsync(("a", 3), ("b", 3));
        // It may give its partitions up before a commit of its own is refused: then once more.
        for (int tries = 1; !paused.Lines.Any(line => line.StartsWith($"{LeaseLost} ", StringComparison.Ordinal) && line.Contains("LeaseLost", StringComparison.Ordinal)); tries++)
        {
            Assert.True(tries <= 15, "no commit of the paused process was refused");
            string[] ids = await StartStepsAsync(200);
            int[] partitions = await Check.ReadPartitionsAsync("a");
            await Poll.UntilAsync(async () => await Check.CountOpenActivitiesAsync(partitions) > 0);
            await paused.PauseAsync();
            Assert.True(await Check.CountOpenActivitiesAsync(partitions) > 0, "nothing was in flight as the process was paused");
            await UntilSharedAsync(("b", 6));
            await paused.ContinueAsync();
            await HubCheck.AssertStepsAsync(_client!.Client, ids);
            await UntilSharedAsync(("a", 3), ("b", 3));
            _started = 0;
            await ClearAsync();
        }

        string[] last = await StartStepsAsync(60);
        await HubCheck.AssertStepsAsync(_client!.Client, last);
        Assert.True(await Check.CountAsync("audit WHERE worker = 'a'") > 0, "the process that was paused has done nothing since");
        await AssertAllIsWellAsync();
    }

    [Fact]
    public async Task Processes_KilledOneAfterTheOther_AreTakenOverWithinTheirLease()
    {
        WorkerProcess victim = await StartAsync("k0");
        await UntilSharedAsync(("k0", 6));
        var ids = new List<string>();
        for (int kill = 1; kill <= 3; kill++)
        {
            await StartAsync($"k{kill}");
            await UntilSharedAsync(($"k{kill - 1}", 3), ($"k{kill}", 3));
            ids.AddRange(await StartStepsAsync(100));
            int[] partitions = await Check.ReadPartitionsAsync($"k{kill - 1}");
            await Poll.UntilAsync(async () => await Check.CountOpenActivitiesAsync(partitions) > 0);
            victim.Kill();
            Assert.True(await Check.CountOpenActivitiesAsync(partitions) > 0, "nothing was in flight at the kill");
            await UntilSharedAsync(TimeSpan.FromSeconds(LeaseSeconds) + Slack, ($"k{kill}", 6));
            victim = _workers[^1];
        }

        await HubCheck.AssertStepsAsync(_client!.Client, ids);
        await AssertAllIsWellAsync();
    }

    async Task<WorkerProcess> StartAsync(string name)
    {
        string connectionString = new NpgsqlConnectionStringBuilder(_home!.Database.ConnectionString) { Options = $"-c durable.worker={name}" }.ConnectionString;
        WorkerProcess worker = await WorkerProcess.StartAsync(connectionString, LeaseSeconds, name);
        _workers.Add(worker);
        return worker;
    }

    async Task<string[]> StartStepsAsync(int count)
    {
        int first = _started;
        _started += count;
        return await Task.WhenAll(Enumerable.Range(first, count).Select(i =>
            _client!.Client.ScheduleNewOrchestrationInstanceAsync("Steps", i, new StartOrchestrationOptions($"steps-{i}"), CancellationToken.None)));
    }

    Task UntilSharedAsync(params (string Owner, int Count)[] shares) => UntilSharedAsync(TimeSpan.FromSeconds(30), shares);

    Task UntilSharedAsync(TimeSpan within, params (string Owner, int Count)[] shares) => Poll.UntilAsync(async () =>
    {
        IReadOnlyList<PartitionInfo> partitions = await _client!.Hub.Store.ListPartitionsAsync(CancellationToken.None);
        return shares.All(share => partitions.Count(p => p.Owner == share.Owner) == share.Count);
    }, within);

    async Task AssertAllIsWellAsync()
    {
        await Check.AssertNothingTwiceOrLeftAsync();
        Assert.Equal(0, await Check.CountAsync("audit WHERE worker IS DISTINCT FROM owner"));
        Assert.True(await Check.CountAsync("audit") > 0);
    }

    async Task ClearAsync()
    {
        await AssertAllIsWellAsync();
        await Check.ScalarAsync("TRUNCATE durable.instances, durable.turns, durable.results, audit");
    }

    Task InstallAuditAsync() => Check.ScalarAsync("""
        CREATE TABLE audit (seq bigint GENERATED ALWAYS AS IDENTITY, worker text, owner text, epoch bigint, source text);
        CREATE FUNCTION write_audit() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO audit (worker, owner, epoch, source)
            SELECT current_setting('durable.worker', true), p.owner, p.lease_epoch, TG_TABLE_NAME FROM durable.partitions AS p
            WHERE p.id = CASE WHEN TG_OP = 'DELETE' THEN OLD.partition_id ELSE NEW.partition_id END;
            RETURN NULL;
        END $$;
        CREATE TRIGGER audit AFTER INSERT OR UPDATE ON durable.turns FOR EACH ROW EXECUTE FUNCTION write_audit();
        CREATE TRIGGER audit AFTER INSERT OR UPDATE ON durable.instances FOR EACH ROW WHEN (NEW.first_events IS NOT NULL) EXECUTE FUNCTION write_audit();
        CREATE TRIGGER audit AFTER INSERT OR UPDATE ON durable.results FOR EACH ROW EXECUTE FUNCTION write_audit();
        CREATE TRIGGER audit AFTER DELETE ON durable.inbox FOR EACH ROW EXECUTE FUNCTION write_audit();
        """);
}
