#pragma warning disable CA1822, CA1849, MA0042, MA0045, MA0038, MA0041, S1144
namespace Orchestrator.Architecture.Tests.Il.Fixtures.Awaiting;

/// <summary>Code that looks like waiting once it is compiled, and is not.</summary>
sealed class NotWaiting
{
    public async Task<int> AwaitAsync(Task<int> first, ValueTask<int> second)
    {
        await Task.Yield();
        return await first + await second.ConfigureAwait(false);
    }

    public int Completed(Task<int> task) => task.IsCompletedSuccessfully ? task.Result : 0;

    public int CompletedAwaiter(ValueTask<int> task) => task.IsCompleted ? task.GetAwaiter().GetResult() : 0;

    public bool TryEnter(SemaphoreSlim semaphore) => semaphore.Wait(0);

    public async Task EachAsync(IAsyncEnumerable<int> items)
    {
        await foreach (int item in items)
        {
            await Task.FromResult(item);
        }
    }
}
