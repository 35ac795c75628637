using System.Collections.Concurrent;
using System.Diagnostics;

namespace Orchestrator.EndToEnd.Tests.Hosts;

/// <summary>One of our programs as a real process, to be killed with SIGKILL like any other.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(60);
    readonly ConcurrentQueue<string> _log = new();
    readonly Process _process;

    HostProcess(Process process, string name)
    {
        _process = process;
        Name = name;
    }

    public string Name { get; }

    public string Log => string.Join(Environment.NewLine, _log);

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Starts a built project's assembly with <c>dotnet exec</c>.</summary>
    public static HostProcess Start(
        string project, string assembly, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        string path = Path.Combine(Repository.Output(project), assembly + ".dll");
        var start = new ProcessStartInfo("dotnet", ["exec", path, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetDirectoryName(path)!,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        var host = new HostProcess(new Process { StartInfo = start }, project);
        host._process.OutputDataReceived += (_, line) => host.Keep(line.Data);
        host._process.ErrorDataReceived += (_, line) => host.Keep(line.Data);
        host._process.Start();
        host._process.BeginOutputReadLine();
        host._process.BeginErrorReadLine();
        return host;
    }

    /// <summary>Returns once <paramref name="probe"/> answers 200.</summary>
    public async Task WaitUntilReadyAsync(Uri probe, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        await Eventually.TrueAsync(
            async () =>
            {
                if (HasExited)
                {
                    throw new InvalidOperationException($"{Name} exited with {ExitCode} before it was ready:{Environment.NewLine}{Log}");
                }

                try
                {
                    using HttpResponseMessage answer = await http.GetAsync(probe, cancellationToken);
                    return answer.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            ReadyTimeout,
            () => $"{Name} is not ready at {probe}:{Environment.NewLine}{Log}",
            cancellationToken);
    }

    /// <summary>kill -9: no handler runs, no connection is closed politely.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    void Keep(string? line)
    {
        if (line is not null)
        {
            _log.Enqueue(line);
        }
    }
}
