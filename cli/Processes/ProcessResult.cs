namespace Orchestrator.Cli.Processes;

/// <summary>A program's end: its exit code and all that it printed.</summary>
internal sealed record ProcessResult(int ExitCode, string Output, string Errors)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>What it printed on both streams, trimmed: for error messages.</summary>
    public string Printed => (Errors.Trim() + "\n" + Output.Trim()).Trim();
}
