#pragma warning disable CA1822, CA1068, MA0038, MA0041, S1144
namespace Orchestrator.Architecture.Tests.Il.Fixtures.Tokens;

interface IWrong
{
    Task NoneAsync(int id);

    Task DefaultAsync(int id, CancellationToken cancellationToken = default);

    IAsyncEnumerable<int> FirstAsync(CancellationToken cancellationToken, int id);

    void NotAsyncAtAll(CancellationToken cancellationToken = default);
}

sealed class Right : IAsyncDisposable
{
    public Task SaveAsync(int id, CancellationToken cancellationToken) => Task.Delay(id, cancellationToken);

    public Task Compute(int id) => Task.FromResult(id);

    public ValueTask DisposeAsync() => default;
}
