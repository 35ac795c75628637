using System.Diagnostics;

namespace Microsoft.DurableTask.Tests.Runtime.Support;

internal static class Poll
{
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Asks again and again; a condition that never holds fails the test.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > Deadline) throw new TimeoutException("The condition did not come true within 30 s.");
            await Task.Delay(5);
        }
    }

    public static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));
}
