#pragma warning disable CA1822, CA1849, MA0042, MA0045, MA0038, MA0041, S1144, xUnit1031, VSTHRD002
namespace Orchestrator.Architecture.Tests.Il.Fixtures.Blocking;

/// <summary>Each method waits for a task on its thread; the rule must name each.</summary>
sealed class Waiting
{
    public int Result(Task<int> task) => task.Result;

    public int ValueResult(ValueTask<int> task) => task.Result;

    public void Wait(Task task) => task.Wait();

    public void WaitAll(Task task) => Task.WaitAll(task);

    public int Awaiter(Task<int> task) => task.GetAwaiter().GetResult();

    public void ConfiguredAwaiter(Task task) => task.ConfigureAwait(false).GetAwaiter().GetResult();

    public void Sleep() => Thread.Sleep(1);

    public void Semaphore(SemaphoreSlim semaphore) => semaphore.Wait();

    public async Task<int> InsideAsync(Task<int> task)
    {
        await Task.Yield();
        return task.Result;
    }

    public Func<int> InsideLambda(Task<int> task) => () => task.GetAwaiter().GetResult();
}
