using System.Diagnostics;

namespace Microsoft.DurableTask.Tests.Runtime.Support;

internal static class Poll
{
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Asks again and again; a condition that never holds fails the test.</summary>
    public static Task UntilAsync(Func<Task<bool>> condition) => UntilAsync(condition, Deadline);

    public static async Task UntilAsync(Func<Task<bool>> condition, TimeSpan within)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > within) throw new TimeoutException($"The condition did not come true within {within.TotalSeconds} s.");
            await Task.Delay(5);
        }
    }

    public static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));
}
