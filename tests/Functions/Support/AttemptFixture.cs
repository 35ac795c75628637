using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestrator.Core.Execution;
using Orchestrator.Functions.Hosting;
using Orchestrator.Functions.Tasks;
using Orchestrator.Tests.Support.Database;

namespace Orchestrator.Functions.Tests.Support;

/// <summary>The function app's services without its host: attempts are run as the activity runs them.</summary>
sealed class AttemptFixture : IAsyncDisposable
{
    readonly MigratedDatabase _database;

    AttemptFixture(MigratedDatabase database, ServiceProvider services)
    {
        _database = database;
        Services = services;
        Tasks = new TaskTable(database);
    }

    public ServiceProvider Services { get; }

    public TaskTable Tasks { get; }

    public IExecutionStore Store => Services.GetRequiredService<IExecutionStore>();

    public static async Task<AttemptFixture> CreateAsync(
        Dictionary<string, string?>? settings = null, Action<IServiceCollection>? configure = null)
    {
        MigratedDatabase database = await MigratedDatabase.CreateAsync();
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>(settings ?? []) { ["ORCHESTRATOR_DB"] = database.ConnectionString })
            .Build();
        IServiceCollection services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration);
        services.AddOrchestratorFunctions(configuration);
        configure?.Invoke(services);
        var fixture = new AttemptFixture(database, services.BuildServiceProvider());
        foreach (IHostedService service in fixture.Services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }

        return fixture;
    }

    public Task<AttemptOutcome> RunAsync(Guid task, int number = 1, CancellationToken hostStopping = default) =>
        Services.GetRequiredService<AttemptRunner>().RunAsync(new AttemptKey(task, 1, number), hostStopping);

    public async ValueTask DisposeAsync()
    {
        foreach (IHostedService service in Services.GetServices<IHostedService>())
        {
            await service.StopAsync(CancellationToken.None);
        }

        await Services.DisposeAsync();
        await _database.DisposeAsync();
    }
}
