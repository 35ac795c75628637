using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Tests.Runtime.Faults;
using Microsoft.DurableTask.Tests.Runtime.Support;
using Npgsql;

namespace Microsoft.DurableTask.Tests.Runtime.Entities;

/// <summary>A real process, killed with signal 9 while operations run and locks are held.</summary>
public sealed class EntityKillTests
{
    static readonly string[] Accounts = ["a", "b", "c", "d", "e"];

    static int Signals => Environment.GetEnvironmentVariable("ORCHESTRATOR_NIGHTLY") == "1" ? 5_000 : 500;

    [Fact]
    public async Task Worker_KilledInTheMiddle_EveryOperationCountsOnce()
    {
        await using PostgresHome home = await PostgresHome.CreateAsync();
        await using RuntimeProcess client = await RuntimeProcess.StartAsync(
            home.Open(TimeProvider.System), tasks: null, configure: options => WorkerProgram.Configure(options, 2));
        await client.Hub.OpenAsync(CancellationToken.None);
        await Parallel.ForEachAsync(Enumerable.Range(0, Signals), async (i, cancellation) =>
            await client.Client.Entities.SignalEntityAsync(Bank.Account(Accounts[i % 5]), "AddSlowly", 10, cancellation: cancellation));
        string[] ids = await Task.WhenAll(Enumerable.Range(0, 60).Select(i =>
            client.Client.ScheduleNewOrchestrationInstanceAsync("Transfer", new Transfer(Accounts[i % 5], Accounts[(i + 1 + (i / 5 % 4)) % 5], i))));
        using (WorkerProcess worker = await WorkerProcess.StartAsync(home.Database.ConnectionString, leaseSeconds: 2))
        {
            await Poll.UntilAsync(async () => await SumAsync(client) > 0);
            worker.Kill();
        }

        int before = await SumAsync(client);
        Assert.True(before < Signals * 10, $"all {before / 10} signals had run at the kill");
        Assert.True(await CountAsync(home, "durable.inbox") > 0, "no message waited at the kill");
        using WorkerProcess next = await WorkerProcess.StartAsync(home.Database.ConnectionString, leaseSeconds: 2);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        foreach (string id in ids)
        {
            OrchestrationMetadata ended = await client.Client.WaitForInstanceCompletionAsync(id, deadline.Token);
            Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        }

        await Poll.UntilAsync(async () => await CountAsync(home, "durable.inbox") == 0);
        Assert.Equal(Signals * 10, await SumAsync(client));
        Assert.Equal(0, await CountAsync(home, "durable.poison"));
        Assert.Equal(0, await CountAsync(home, "durable.entities WHERE locked_by IS NOT NULL"));
        foreach ((string account, int index) in Accounts.Select((account, index) => (account, index)))
        {
            int moved = Enumerable.Range(0, 60).Sum(i => (i % 5 == index ? -i : 0) + ((i + 1 + (i / 5 % 4)) % 5 == index ? i : 0));
            Assert.Equal((Signals / 5 * 10) + moved, (await client.Client.Entities.GetEntityAsync<int>(Bank.Account(account)))!.State);
        }
    }

    static async Task<int> SumAsync(RuntimeProcess client)
    {
        int sum = 0;
        await foreach (var account in client.Client.Entities.GetAllEntitiesAsync<int>()) sum += account.State;
        return sum;
    }

    static async Task<long> CountAsync(PostgresHome home, string table)
    {
        await using var connection = new NpgsqlConnection(home.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM {table}", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
