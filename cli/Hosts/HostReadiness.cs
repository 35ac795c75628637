using Orchestrator.Cli.Processes;

namespace Orchestrator.Cli.Hosts;

/// <summary>Waits until a host says that it is ready, or shows why it never will be.</summary>
internal sealed class HostReadiness(HttpClient http, TimeProvider timeProvider)
{
    const string NothingListens = "nothing listens";
    static readonly TimeSpan Within = TimeSpan.FromMinutes(2);
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <param name="probe">Answers 200 when the host is ready.</param>
    /// <exception cref="CommandFailedException">It ended, or was not ready in two minutes; the message has its last lines.</exception>
    public Task WaitAsync(HostProcess host, Uri probe, CancellationToken cancellationToken) =>
        WaitAsync(host, probe.ToString(), () => AskAsync(probe, cancellationToken), cancellationToken);

    /// <param name="port">Of loopback; the host is ready when it listens there.</param>
    /// <exception cref="CommandFailedException">It ended, or was not ready in two minutes; the message has its last lines.</exception>
    public Task WaitAsync(HostProcess host, int port, CancellationToken cancellationToken) =>
        WaitAsync(host, $"port {port}", async () => await LoopbackPort.AnswersAsync(port, cancellationToken) ? null : NothingListens, cancellationToken);

    public static async Task<CommandFailedException> DiedAsync(HostProcess host) =>
        new($"The {host.Name} ended with exit code {await host.Exited}.\n{End(host)}");

    /// <param name="ask">Null when the host is ready, else what it says.</param>
    async Task WaitAsync(HostProcess host, string probe, Func<Task<string?>> ask, CancellationToken cancellationToken)
    {
        DateTimeOffset deadline = timeProvider.GetUtcNow() + Within;
        string answer = NothingListens;
        while (!host.Exited.IsCompleted && timeProvider.GetUtcNow() < deadline)
        {
            if (await ask() is not { } said)
                return;
            answer = said;
            await Task.Delay(Interval, timeProvider, cancellationToken);
        }

        throw host.Exited.IsCompleted
            ? await DiedAsync(host)
            : new CommandFailedException($"The {host.Name} is not ready after {Within.TotalMinutes:0} minutes: {probe} says: {answer}\n{End(host)}");
    }

    async Task<string?> AskAsync(Uri probe, CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response = await http.GetAsync(probe, cancellationToken);
            return response.IsSuccessStatusCode
                ? null
                : $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}";
        }
        catch (HttpRequestException)
        {
            return NothingListens;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"nothing within {http.Timeout.TotalSeconds:0} s";
        }
    }

    static string End(HostProcess host) => $"The end of {host.LogFile}:\n{host.LastLines()}";
}
