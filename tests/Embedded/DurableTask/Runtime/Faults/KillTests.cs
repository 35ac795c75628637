using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Tests.Runtime.Support;
using Npgsql;

namespace Microsoft.DurableTask.Tests.Runtime.Faults;

/// <summary>Real processes, killed with signal 9 while work is in flight.</summary>
public sealed class KillTests
{
    const int Count = 200;

    [Fact]
    public async Task Worker_KilledInTheMiddle_TheNextFinishesAllExactly()
    {
        await using PostgresHome home = await PostgresHome.CreateAsync();
        await using RuntimeProcess client = await ClientAsync(home);
        string[] ids = await StartAllAsync(client);
        using (WorkerProcess worker = await WorkerProcess.StartAsync(home.Database.ConnectionString, leaseSeconds: 2))
        {
            await Poll.UntilAsync(async () => await CountAsync(home, "durable.history") > 0);
            worker.Kill();
        }

        await AssertWorkInFlightAsync(home);
        using WorkerProcess next = await WorkerProcess.StartAsync(home.Database.ConnectionString, leaseSeconds: 2);
        await AssertAllExactAsync(home, client, ids);
    }

    [Fact]
    public async Task Worker_Killed_TheNextDoesNotWaitForItsLease()
    {
        await using PostgresHome home = await PostgresHome.CreateAsync();
        await using RuntimeProcess client = await ClientAsync(home);
        string[] ids = await StartAllAsync(client);
        using (WorkerProcess worker = await WorkerProcess.StartAsync(home.Database.ConnectionString, leaseSeconds: 600))
        {
            await Poll.UntilAsync(async () => await CountAsync(home, "durable.history") > 0);
            worker.Kill();
        }

        await AssertWorkInFlightAsync(home);
        using WorkerProcess next = await WorkerProcess.StartAsync(home.Database.ConnectionString, leaseSeconds: 600);
        await AssertAllExactAsync(home, client, ids);
    }

    [Fact]
    public async Task TwoWorkers_ShareTheHub_AndOneTakesOverFromTheOther()
    {
        await using PostgresHome home = await PostgresHome.CreateAsync();
        await using RuntimeProcess client = await ClientAsync(home);
        using WorkerProcess stays = await WorkerProcess.StartAsync(home.Database.ConnectionString, leaseSeconds: 2);
        using WorkerProcess dies = await WorkerProcess.StartAsync(home.Database.ConnectionString, leaseSeconds: 2);
        await Poll.UntilAsync(async () =>
        {
            IReadOnlyList<PartitionInfo> partitions = await client.Hub.Store.ListPartitionsAsync(CancellationToken.None);
            return partitions.All(p => p.Owner is not null) && partitions.GroupBy(p => p.Owner).All(g => g.Count() == 2);
        });
        string[] ids = await StartAllAsync(client);
        await Poll.UntilAsync(async () => await CountAsync(home, "durable.results") > 0);
        dies.Kill();
        await AssertWorkInFlightAsync(home);
        await AssertAllExactAsync(home, client, ids);
    }

    static async Task<RuntimeProcess> ClientAsync(PostgresHome home)
    {
        RuntimeProcess client = await RuntimeProcess.StartAsync(
            home.Open(TimeProvider.System), tasks: null, configure: options => WorkerProgram.Configure(options, 2));
        await client.Hub.OpenAsync(CancellationToken.None);
        return client;
    }

    static Task<string[]> StartAllAsync(RuntimeProcess client) => Task.WhenAll(Enumerable.Range(0, Count).Select(i =>
        client.Client.ScheduleNewOrchestrationInstanceAsync("Steps", i, new StartOrchestrationOptions($"steps-{i}"), CancellationToken.None)));

    static async Task AssertWorkInFlightAsync(PostgresHome home)
    {
        long unfinished = await CountAsync(home, "durable.instances") - await CountAsync(home, "durable.results");
        Assert.True(unfinished >= 50, $"only {unfinished} instances were unfinished at the kill");
        int open = 0;
        await using var connection = new NpgsqlConnection(home.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT events FROM durable.history", connection);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            List<HistoryEvent> events = HistoryReader.Read(reader.GetFieldValue<byte[]>(0));
            open += events.OfType<TaskScheduled>().Count() - events.OfType<TaskCompleted>().Count();
        }

        Assert.True(open > 0, "no activity was in flight at the kill");
    }

    static async Task AssertAllExactAsync(PostgresHome home, RuntimeProcess client, string[] ids)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        for (int i = 0; i < ids.Length; i++)
        {
            OrchestrationMetadata metadata = await client.Client.WaitForInstanceCompletionAsync(ids[i], true, deadline.Token);
            Assert.Equal(i + 5, metadata.ReadOutputAs<int>());
        }

        await Poll.UntilAsync(async () => await CountAsync(home, "durable.inbox") == 0);
        Assert.Equal(2 * Count, await CountAsync(home, "durable.results"));
        Assert.Equal(0, await CountAsync(home, "durable.poison"));
    }

    static async Task<long> CountAsync(PostgresHome home, string table)
    {
        await using var connection = new NpgsqlConnection(home.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM {table}", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
