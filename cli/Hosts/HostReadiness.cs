namespace Orchestrator.Cli.Hosts;

/// <summary>Waits until a host says that it is ready, or shows why it never will be.</summary>
internal sealed class HostReadiness(HttpClient http, TimeProvider timeProvider)
{
    static readonly TimeSpan Within = TimeSpan.FromMinutes(2);
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <param name="probe">Answers 200 when the host is ready.</param>
    /// <exception cref="CommandFailedException">It ended, or was not ready in two minutes; the message has its last lines.</exception>
    public async Task WaitAsync(HostProcess host, Uri probe, CancellationToken cancellationToken)
    {
        DateTimeOffset deadline = timeProvider.GetUtcNow() + Within;
        string answer = "nothing listens";
        while (!host.Exited.IsCompleted && timeProvider.GetUtcNow() < deadline)
        {
            try
            {
                using HttpResponseMessage response = await http.GetAsync(probe, cancellationToken);
                if (response.IsSuccessStatusCode)
                    return;
                answer = $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}";
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(Interval, timeProvider, cancellationToken);
        }

        throw host.Exited.IsCompleted
            ? await DiedAsync(host)
            : new CommandFailedException($"The {host.Name} is not ready after {Within.TotalMinutes:0} minutes: {probe} says: {answer}\n{End(host)}");
    }

    public static async Task<CommandFailedException> DiedAsync(HostProcess host) =>
        new($"The {host.Name} ended with exit code {await host.Exited}.\n{End(host)}");

    static string End(HostProcess host) => $"The end of {host.LogFile}:\n{host.LastLines()}";
}
