using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Runtime.Store.Postgres;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Faults;

/// <summary>Leases go by the database's clock: a process whose own time of day is set an hour forward or back keeps what it has.</summary>
public sealed class ClockTests
{
    [Theory, InlineData(1), InlineData(-1)]
    public async Task Process_WhoseClockIsSet_NeitherLosesNorTakesPartitions_NorFiresTimersTwice(int hours)
    {
        await using PostgresHome home = await PostgresHome.CreateAsync();
        var clock = new AdjustableClock();
        await using RuntimeProcess adjusted = await StartAsync(home, clock, "adjusted");
        await using RuntimeProcess other = await StartAsync(home, TimeProvider.System, "other");
        await other.Hub.OpenAsync(CancellationToken.None);
        await Poll.UntilAsync(async () => await OwnersAsync(other) is var owners && owners.Count(o => o == "adjusted") == 2 && owners.Count(o => o == "other") == 2);
        string[] ids = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            other.Client.ScheduleNewOrchestrationInstanceAsync("Timers", null, new StartOrchestrationOptions($"timers-{i}"), CancellationToken.None)));
        await Poll.UntilAsync(async () => await new HubCheck(home.Database.ConnectionString).CountAsync("durable.history") > 0);
        string?[] before = await OwnersAsync(other);
        object? epochs = await EpochsAsync(home);
        clock.Offset = TimeSpan.FromHours(hours);

        // Three leases long nobody may lose or take anything; a timer that was set before a jump back waits for the clock of its process.
        object? renewed = await RenewedAsync(home);
        for (int i = 0; i < 3; i++)
        {
            object? last = renewed;
            await Poll.UntilAsync(async () => !Equals(renewed = await RenewedAsync(home), last));
            Assert.Equal(before, await OwnersAsync(other));
        }

        Assert.Equal(epochs, await EpochsAsync(home));
        // What was set by the fast clock is due by the fast clock.
        if (hours < 0) clock.Offset = TimeSpan.Zero;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        foreach (string id in ids)
        {
            Assert.Equal(2, (await other.Client.WaitForInstanceCompletionAsync(id, true, deadline.Token)).ReadOutputAs<int>());
            StoredInstance stored = (await other.Hub.Store.ReadHistoryAsync(id, CancellationToken.None))!;
            int[] fired = [.. stored.Turns.SelectMany(t => HistoryReader.Read(t.Events)).OfType<TimerFired>().Select(e => e.TimerId)];
            Assert.Equal([0, 1], fired);
        }

        Assert.Equal(epochs, await EpochsAsync(home));
        await new HubCheck(home.Database.ConnectionString).AssertNothingTwiceOrLeftAsync();
    }

    static Task<RuntimeProcess> StartAsync(PostgresHome home, TimeProvider clock, string owner) => RuntimeProcess.StartAsync(
        new PostgresStore(home.Database.ConnectionString, clock),
        tasks => tasks.AddOrchestratorFunc<int>("Timers", async context =>
        {
            for (int i = 0; i < 2; i++) await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
            return 2;
        }),
        clock,
        options =>
        {
            options.Owner = owner;
            options.Partitions = 4;
            options.LeaseDuration = TimeSpan.FromSeconds(2);
            options.PollInterval = TimeSpan.FromMilliseconds(50);
        },
        waitForPartition: null);

    static async Task<string?[]> OwnersAsync(RuntimeProcess process) =>
        [.. (await process.Hub.Store.ListPartitionsAsync(CancellationToken.None)).Select(p => p.Owner)];

    static Task<object?> EpochsAsync(PostgresHome home) =>
        new HubCheck(home.Database.ConnectionString).ScalarAsync("SELECT string_agg(lease_epoch::text, ',' ORDER BY number) FROM durable.partitions");

    static Task<object?> RenewedAsync(PostgresHome home) =>
        new HubCheck(home.Database.ConnectionString).ScalarAsync("SELECT max(lease_until)::text FROM durable.partitions WHERE owner = 'adjusted'");

    /// <summary>The system's, with a time of day that can be set; what has passed is measured as ever.</summary>
    sealed class AdjustableClock : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;
    }
}
