namespace Orchestrator.EndToEnd.Tests.Hosts;

/// <summary>Waits for what another process does: asks again until it holds, and fails with an explanation when it never does.</summary>
internal static class Eventually
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    public static async Task TrueAsync(
        Func<Task<bool>> condition, TimeSpan timeout, Func<string> explanation, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        using var pause = new PeriodicTimer(Pause);
        while (!await condition())
        {
            try
            {
                await pause.WaitForNextTickAsync(deadline.Token);
            }
            catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"Not within {timeout}: {explanation()}", e);
            }
        }
    }
}
