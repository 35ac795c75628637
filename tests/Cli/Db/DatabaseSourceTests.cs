using Orchestrator.Cli.Db;
using Orchestrator.Cli.Postgres;
using Orchestrator.Cli.Tests.Support;
using Orchestrator.Tests.Support;

namespace Orchestrator.Cli.Tests.Db;

public sealed class DatabaseSourceTests
{
    [Fact]
    public async Task StartAsync_ConfiguredDatabase_UsesItAndStartsNothing()
    {
        await using var home = new TempHome();
        await using TestDatabase database = await TestDatabase.CreateAsync();
        var source = new DatabaseSource(home.Postgres(), database.ConnectionString);

        DatabaseConnection connection = await source.StartAsync(new ClusterSettings(), default);
        await source.StopAsync(default);

        Assert.False(connection.StartedHere);
        Assert.Contains(database.Name, connection.Description);
        Assert.DoesNotContain("Password", connection.Description);
        Assert.Null(PostgresFolders.Find(home.Path));
    }

    [Fact]
    public async Task StartAsync_ConfiguredDatabaseMissingOnItsServer_IsLeftToTheMigration()
    {
        await using var home = new TempHome();
        await using TestDatabase database = await TestDatabase.CreateAsync();
        var missing = new Npgsql.NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = $"missing_{Guid.NewGuid():N}" };

        Assert.NotNull(await new DatabaseSource(home.Postgres(), missing.ConnectionString).StartAsync(new ClusterSettings(), default));
    }

    [Theory]
    [InlineData("postgres://somebody:secret@host/db")]
    [InlineData("Host=127.0.0.1;Port=1;Username=u;Password=secret")]
    public async Task StartAsync_UnusableSetting_NamesItWithoutItsPassword(string configured)
    {
        await using var home = new TempHome();

        var error = await Assert.ThrowsAsync<CommandFailedException>(() =>
            new DatabaseSource(home.Postgres(), configured).StartAsync(new ClusterSettings(), default));

        Assert.StartsWith(DatabaseSource.Variable, error.Message);
        Assert.DoesNotContain("secret", error.Message);
    }
}
