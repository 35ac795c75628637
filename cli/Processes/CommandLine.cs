using System.ComponentModel;
using System.Diagnostics;

namespace Orchestrator.Cli.Processes;

/// <summary>A program and its arguments, not a shell's line: nothing is interpreted on the way.</summary>
internal sealed record CommandLine(string Program, IReadOnlyList<string> Arguments)
{
    public CommandLine(string program, params string[] arguments)
        : this(program, (IReadOnlyList<string>)arguments)
    {
    }

    /// <summary>Absent: the root folder, which every user can enter.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Runs it to its end and keeps what it prints. Killed with its children when cancelled.</summary>
    /// <exception cref="CommandFailedException">There is no such program.</exception>
    public async Task<ProcessResult> RunAsync(CancellationToken cancellationToken)
    {
        using Process process = Start(capture: true);
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await WaitAsync(process, cancellationToken);
        return new ProcessResult(process.ExitCode, await output, await errors);
    }

    /// <summary>
    /// Runs it to its end without reading what it prints: for a program that leaves a server behind, which would hold a
    /// captured stream open.
    /// </summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunDetachedAsync(CancellationToken cancellationToken)
    {
        using Process process = Start(capture: false);
        await WaitAsync(process, cancellationToken);
        return process.ExitCode;
    }

    public override string ToString() => string.Join(' ', [Program, .. Arguments]);

    static async Task WaitAsync(Process process, CancellationToken cancellationToken)
    {
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    Process Start(bool capture)
    {
        var start = new ProcessStartInfo(Program, Arguments)
        {
            WorkingDirectory = WorkingDirectory ?? Path.GetPathRoot(AppContext.BaseDirectory)!,
            RedirectStandardOutput = capture,
            RedirectStandardError = capture,
            UseShellExecute = false,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new CommandFailedException($"Cannot start {Program}: {error.Message}.", error);
        }
    }
}
