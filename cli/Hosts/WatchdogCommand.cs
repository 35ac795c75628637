using System.CommandLine;
using System.Diagnostics;
using Orchestrator.Cli.Processes;

namespace Orchestrator.Cli.Hosts;

/// <summary>The watchdog's own process: reads process ids from standard input, and at its end ends those processes.</summary>
internal static class WatchdogCommand
{
    public const string Name = "watchdog";
    static readonly TimeSpan GraceToStop = TimeSpan.FromSeconds(15);

    public static Command Create()
    {
        var command = new Command(Name, "Ends the processes whose ids it reads once its standard input closes.") { Hidden = true };
        // Not the command's own cancellation: Ctrl-C reaches the watchdog too, and `up` is still there then.
        command.SetAction(async (_, _) =>
        {
            await RunAsync(Console.In, CancellationToken.None);
            return ExitCodes.Success;
        });
        return command;
    }

    internal static async Task RunAsync(TextReader input, CancellationToken cancellationToken)
    {
        var processes = new List<Process>();
        while (await input.ReadLineAsync(cancellationToken) is { } line)
        {
            // Opened at once: an id may be another program's later, an opened process stays the same.
            if (Find(int.Parse(line)) is { } process)
                processes.Add(process);
        }

        await Task.WhenAll(processes.Select(process => EndAsync(process, cancellationToken)));
    }

    static async Task EndAsync(Process process, CancellationToken cancellationToken)
    {
        if (process.HasExited)
            return;

        await ProcessSignal.TerminateAsync(process, cancellationToken);
        Task exited = process.WaitForExitAsync(cancellationToken);
        if (await Task.WhenAny(exited, Task.Delay(GraceToStop, cancellationToken)) != exited)
            process.Kill(entireProcessTree: true);
    }

    static Process? Find(int processId)
    {
        try
        {
            return Process.GetProcessById(processId);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
