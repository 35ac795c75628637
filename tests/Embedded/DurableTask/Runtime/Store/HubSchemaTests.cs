using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Runtime.Store.Postgres;
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
