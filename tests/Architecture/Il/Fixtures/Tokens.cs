#pragma warning disable CA1001, CA1822, MA0040, MA0032, CA2213, IDE0051, CA1068, MA0038, MA0041, S1144
namespace Orchestrator.Architecture.Tests.Il.Fixtures.Tokens;

interface IWrong
{
    Task NoneAsync(int id);

    Task DefaultAsync(int id, CancellationToken cancellationToken = default);

    IAsyncEnumerable<int> FirstAsync(CancellationToken cancellationToken, int id);

    void NotAsyncAtAll(CancellationToken cancellationToken = default);
}

sealed class Wrong
{
    public async Task ForgottenAsync(int id) => await Task.Delay(id);
}

sealed class Right : IAsyncDisposable
{
    readonly CancellationTokenSource _stopping = new();

    public Task SaveAsync(int id, CancellationToken cancellationToken) => Task.Delay(id, cancellationToken);

    public Task<int> ComputeAsync(int id) => Task.FromResult(id);

    public Task Compute(int id) => Task.FromResult(id);

    public Task EachAsync(CancellationToken cancellationToken, params int[] ids) => Task.Delay(ids.Length, cancellationToken);

    public ValueTask DisposeAsync() => default;

    static Task RecordAsync() => Task.Delay(1, CancellationToken.None);

    async Task LoopAsync() => await Task.Delay(1, _stopping.Token);
}
