using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orchestrator.Database;
using Xunit;

namespace Orchestrator.Tests.Support.Database;

/// <summary>
/// A database with the whole schema, of one test's (or one fixture's) own: a copy of a template that the test process migrates
/// once. As an xunit fixture it creates itself; elsewhere use <see cref="CreateAsync"/>.
/// </summary>
public sealed class MigratedDatabase : IAsyncLifetime, IAsyncDisposable
{
    TestDatabase? _database;
    ServiceProvider? _services;

    public string ConnectionString => Created.ConnectionString;

    /// <summary>What a host gets from <c>AddOrchestratorDatabase</c>, with a pool of this database.</summary>
    public IServiceProvider Services => _services ?? throw NotCreated();

    public NpgsqlDataSource DataSource => Services.GetRequiredService<NpgsqlDataSource>();

    TestDatabase Created => _database ?? throw NotCreated();

    public static async Task<MigratedDatabase> CreateAsync()
    {
        var database = new MigratedDatabase();
        await database.InitializeAsync();
        return database;
    }

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(await TemplateDatabase.GetNameAsync());
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder()
                .AddInMemoryCollection([new(DatabaseServices.ConnectionKey, _database.ConnectionString)])
                .Build())
            .AddOrchestratorDatabase("tests")
            .BuildServiceProvider();
    }

    /// <summary>A context of its own; the caller disposes it.</summary>
    public OrchestratorDbContext CreateContext() =>
        Services.GetRequiredService<IDbContextFactory<OrchestratorDbContext>>().CreateDbContext();

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    static InvalidOperationException NotCreated() => new("The database is not created yet: await CreateAsync or InitializeAsync");
}
