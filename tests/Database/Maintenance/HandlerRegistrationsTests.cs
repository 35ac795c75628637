using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Orchestrator.Core.Execution.Handlers;
using Orchestrator.Core.Tasks;
using Orchestrator.Database.Repositories.Maintenance;
using Orchestrator.Tests.Support.Database;

namespace Orchestrator.Database.Tests.Maintenance;

public sealed class HandlerRegistrationsTests : IAsyncLifetime
{
    readonly MigratedDatabase _database = new();

    NpgsqlDataSource Sql => _database.DataSource;

    IHandlerRegistrations Registrations => _database.Services.GetRequiredService<IHandlerRegistrations>();

    [Fact]
    public async Task Renew_ByManyHosts_KeepsOneRowAHandlerAndItsLastTime()
    {
        HandlerKey[] handlers = [new("*", "shout", new Version(1, 2, 0)), new("team-7", "shout", new Version(1, 10, 0))];
        await Registrations.RenewAsync(handlers, CancellationToken.None);
        await Sql.ExecuteAsync("UPDATE orchestrator.handler_registrations SET last_seen_at = clock_timestamp() - interval '2 hours'");
        DateTime created = await Sql.ReadAsync<DateTime>("SELECT max(created_at) FROM orchestrator.handler_registrations");

        Assert.Empty(await Registrations.FindAsync(TimeSpan.FromHours(1), CancellationToken.None));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Registrations.RenewAsync([.. handlers.Reverse()], CancellationToken.None)));

        Assert.Equal(handlers, await Registrations.FindAsync(TimeSpan.FromHours(1), CancellationToken.None));
        Assert.Equal(created, await Sql.ReadAsync<DateTime>("SELECT max(created_at) FROM orchestrator.handler_registrations"));
    }

    [Fact]
    public async Task Directory_KnowsTheBuiltInOnesAndThoseThatWereSeenLately()
    {
        using var directory = new HandlerDirectory(Registrations, TimeProvider.System, NullLogger<HandlerDirectory>.Instance);
        Assert.All(HandlerNames.All, name => Assert.True(directory.Knows(name)));
        Assert.False(directory.Knows("shout"));

        await Registrations.RenewAsync([new("*", "shout", new Version(1, 2, 0)), new("*", "old", new Version(1, 0, 0))], CancellationToken.None);
        await Sql.ExecuteAsync("UPDATE orchestrator.handler_registrations SET last_seen_at = clock_timestamp() - interval '25 hours' WHERE name = 'old'");
        await directory.ReadAsync(CancellationToken.None);

        Assert.Equal((true, true, false, false, true), (
            directory.Knows("shout"), directory.Knows("shout@1.2.0"), directory.Knows("shout@1.3.0"), directory.Knows("old"), directory.Knows("sum")));
    }

    public Task InitializeAsync() => _database.InitializeAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();
}
