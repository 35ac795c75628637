using System.Diagnostics;

namespace Orchestrator.Cli.Tests.Support;

static class Wait
{
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Polls until the condition holds; fails after 30 s.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        var waited = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(waited.Elapsed < Deadline, "the condition did not hold within 30 s");
            await Task.Delay(20);
        }
    }
}
