namespace Orchestrator.Functions.Tests.Support;

/// <summary>Tests of which each has a function host and a database of its own.</summary>
public abstract class HostTests : IAsyncLifetime
{
    readonly HostFixture _fixture = new();

    private protected FunctionHost Host => _fixture.Host;

    private protected TaskTable Tasks => _fixture.Tasks;

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();
}
