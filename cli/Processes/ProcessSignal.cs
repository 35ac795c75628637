using System.Diagnostics;

namespace Orchestrator.Cli.Processes;

/// <summary>Asking a process to end, as a terminal or a container would.</summary>
internal static class ProcessSignal
{
    /// <summary>SIGTERM; on Windows, which has none, the process is ended.</summary>
    public static async Task TerminateAsync(Process process, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
            process.Kill(entireProcessTree: true);
        else
            // Built into every shell; the program kill is not on every machine.
            await new CommandLine("sh", "-c", "kill -TERM \"$1\"", "sh", process.Id.ToString()).RunAsync(cancellationToken);
    }
}
