using Orchestrator.Tests.Support.Database;

namespace Orchestrator.Functions.Tests.Support;

/// <summary>One function host for a class of tests.</summary>
public sealed class HostFixture : IAsyncLifetime
{
    readonly MigratedDatabase _database = new();
    FunctionHost? _host;

    internal FunctionHost Host => _host!;

    internal TaskTable Tasks => new(_database);

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        _host = await FunctionHost.StartAsync(_database);
    }

    public async Task DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        await _database.DisposeAsync();
    }
}
