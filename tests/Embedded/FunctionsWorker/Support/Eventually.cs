namespace Orchestrator.Embedded.FunctionsWorker.Tests.Support;

static class Eventually
{
    /// <summary>Looks again and again until the condition holds.</summary>
    /// <exception cref="TimeoutException">It did not within 30 s.</exception>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(30));
        while (!await condition())
        {
            if (deadline.IsCancellationRequested)
                throw new TimeoutException($"Not within 30 s: {what}");
            await Task.Delay(20);
        }
    }
}
