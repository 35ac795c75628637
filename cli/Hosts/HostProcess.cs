using System.Diagnostics;
using Orchestrator.Cli.Processes;

namespace Orchestrator.Cli.Hosts;

/// <summary>A host (function host, gateway) as a child process: its output goes to a log file, its last lines are kept.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    const int LinesKept = 20;
    static readonly TimeSpan GraceToStop = TimeSpan.FromSeconds(30);

    readonly Process _process;
    readonly StreamWriter _log;
    readonly Lock _writing = new();

    // One for each stream: nobody orders the two, and many lines of the one must not push out the reason on the other.
    readonly Queue<string> _lastOutput = new();
    readonly Queue<string> _lastErrors = new();
    readonly Task _copying;

    HostProcess(string name, string logFile, Process process, StreamWriter log)
    {
        Name = name;
        LogFile = logFile;
        _process = process;
        _log = log;
        _copying = Task.WhenAll(CopyAsync(process.StandardOutput, _lastOutput), CopyAsync(process.StandardError, _lastErrors));
        Exited = WaitForExitAsync();
    }

    public string Name { get; }

    public string LogFile { get; }

    public int ProcessId => _process.Id;

    /// <summary>Ends with the exit code, once all output is in the log.</summary>
    public Task<int> Exited { get; }

    /// <param name="logFile">Written anew; the one before is kept beside it as <c>*.previous.log</c>.</param>
    public static HostProcess Start(string name, HostCommand command, string logFile)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            WorkingDirectory = command.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach ((string key, string value) in command.Environment)
            start.Environment[key] = value;

        if (File.Exists(logFile))
            File.Move(logFile, Path.ChangeExtension(logFile, ".previous.log"), overwrite: true);
        var stream = new FileStream(logFile, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        return new HostProcess(name, logFile, Process.Start(start)!, new StreamWriter(stream) { AutoFlush = true });
    }

    /// <summary>The newest 20 lines of its standard output, oldest first, then those of its standard error.</summary>
    public string LastLines()
    {
        lock (_writing)
            return string.Join('\n', _lastOutput.Concat(_lastErrors));
    }

    /// <summary>Asks it to stop, and ends it when it does not within 30 s.</summary>
    public async Task StopAsync()
    {
        if (!Exited.IsCompleted)
        {
            await ProcessSignal.TerminateAsync(_process, CancellationToken.None);
            if (await Task.WhenAny(Exited, Task.Delay(GraceToStop)) != Exited)
                _process.Kill(entireProcessTree: true);
        }

        await Exited;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _log.DisposeAsync();
        _process.Dispose();
    }

    async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync(CancellationToken.None);
        await _copying;
        return _process.ExitCode;
    }

    async Task CopyAsync(StreamReader output, Queue<string> lastLines)
    {
        while (await output.ReadLineAsync(CancellationToken.None) is { } line)
        {
            lock (_writing)
            {
                _log.WriteLine(line);
                lastLines.Enqueue(line);
                if (lastLines.Count > LinesKept)
                    lastLines.Dequeue();
            }
        }
    }
}
