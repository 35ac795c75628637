using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Runtime.Store.Postgres;
using Microsoft.DurableTask.Tests.Runtime.Support;
using Npgsql;
using Orchestrator.Tests.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Store;

public sealed class HubSchemaTests
{
    [Fact]
    public async Task Apply_ByFourAtOnce_CreatesItOnce()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync();
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(database.ConnectionString);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => HubSchema.ApplyAsync(source, CancellationToken.None)));
        await using NpgsqlCommand count = source.CreateCommand("SELECT count(*) FROM durable.schema_versions");
        Assert.Equal((long)HubSchema.Version, await count.ExecuteScalarAsync());
    }

    /// <summary>A hub of version 5: every turn in one table, the lease held by a lock on its row.</summary>
    [Fact]
    public async Task Upgrade_OfAHubFromBefore_GoesOnWithItsInstances_AndLocksTheOldProgramOut()
    {
        await using PostgresHome home = await PostgresHome.CreateAsync();
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(home.Database.ConnectionString);
        await HubSchema.ApplyAsync(source, 5, CancellationToken.None);
        byte[] begun = HistoryWriter.Write([new OrchestratorStarted(DateTime.UtcNow), ExecutionStarted.Instance], out _);
        await using (NpgsqlCommand old = source.CreateCommand("""
            WITH hub AS (INSERT INTO durable.hubs (name, partitions) VALUES ('tests', 1) RETURNING id),
            partition AS (INSERT INTO durable.partitions (hub_id, number, epoch) SELECT id, 0, 7 FROM hub RETURNING id, hub_id),
            instance AS (
                INSERT INTO durable.instances (hub_id, partition_id, id, instance_id, execution, name, created_at)
                SELECT hub_id, id, nextval('durable.instance_ids'), 'from-before', 0, 'Waits', now() FROM partition RETURNING partition_id, id)
            INSERT INTO durable.history (partition_id, instance, turn, at, status, custom_status, events)
            SELECT partition_id, id, 0, now(), 0, '"so far"', $1 FROM instance
            """))
        {
            old.Parameters.Add(new NpgsqlParameter { Value = begun });
            await old.ExecuteNonQueryAsync();
        }

        await using RuntimeProcess process = await RuntimeProcess.StartAsync(
            home.Open(TimeProvider.System),
            tasks => tasks.AddOrchestratorFunc<string>("Waits", context => context.WaitForExternalEvent<string>("go")));
        OrchestrationMetadata before = (await process.Client.GetInstanceAsync("from-before", getInputsAndOutputs: true))!;
        Assert.Equal((OrchestrationRuntimeStatus.Running, "\"so far\""), (before.RuntimeStatus, before.SerializedCustomStatus));
        await process.Client.RaiseEventAsync("from-before", "go", "on");
        OrchestrationMetadata ended = await process.Client.WaitForInstanceCompletionAsync("from-before", getInputsAndOutputs: true, CancellationToken.None);
        Assert.Equal("on", ended.ReadOutputAs<string>());
        Assert.Equal("\"so far\"", ended.SerializedCustomStatus);

        await using NpgsqlCommand fence = source.CreateCommand("SELECT durable.fence((SELECT id FROM durable.partitions), (SELECT lease_epoch FROM durable.partitions))");
        var lost = await Assert.ThrowsAsync<PostgresException>(() => fence.ExecuteNonQueryAsync());
        Assert.Equal("DT001", lost.SqlState);
    }

    [Fact]
    public async Task Open_WithoutRights_NamesTheCommandThatHelps()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync();
        string role = $"reader_{Guid.NewGuid():N}";
        await using NpgsqlDataSource admin = NpgsqlDataSource.Create(database.ConnectionString);
        await using (NpgsqlCommand create = admin.CreateCommand($"CREATE ROLE {role} LOGIN PASSWORD '{role}'")) await create.ExecuteNonQueryAsync();
        try
        {
            await using var store = new PostgresStore(
                new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = role, Password = role }.ConnectionString, TimeProvider.System);
            var e = await Assert.ThrowsAsync<HubSchemaMissingException>(() => store.OpenAsync("hub", 1, CancellationToken.None));
            Assert.Contains("Start a function host once with an account that may", e.Message, StringComparison.Ordinal);
        }
        finally
        {
            await using NpgsqlCommand drop = admin.CreateCommand($"DROP ROLE {role}");
            await drop.ExecuteNonQueryAsync();
        }
    }
}
