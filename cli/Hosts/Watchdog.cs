using System.Diagnostics;

namespace Orchestrator.Cli.Hosts;

/// <summary>
/// A process that ends the hosts when <c>up</c> is killed and cannot do it itself: it holds the reading end of a pipe that
/// closes with <c>up</c>, however that ends.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    readonly Process _process;

    Watchdog(Process process) => _process = process;

    public static Watchdog Start()
    {
        string program = Environment.ProcessPath!;
        // Run as `dotnet orchestrator.dll`, the program is dotnet and needs the library's name.
        string[] self = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(Watchdog).Assembly.Location] : [];
        var start = new ProcessStartInfo(program, [.. self, WatchdogCommand.Name]) { RedirectStandardInput = true, UseShellExecute = false };
        return new Watchdog(Process.Start(start)!);
    }

    public async Task AddAsync(HostProcess host, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(host.ProcessId.ToString().AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
    }

    /// <summary>Ends it without a deed: the hosts have been stopped.</summary>
    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
