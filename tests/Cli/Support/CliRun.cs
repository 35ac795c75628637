using Orchestrator.Cli.Terminals;

namespace Orchestrator.Cli.Tests.Support;

/// <summary>A command line, run in this process as the program would.</summary>
sealed record CliRun(params string[] Arguments)
{
    public async Task<Finished> RunAsync(CancellationToken cancellationToken = default)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        int exitCode = await new CliApplication(new Terminal(output, error, isInteractive: false), TimeProvider.System)
            .RunAsync(Arguments, cancellationToken);
        return new Finished(exitCode, output.ToString(), error.ToString());
    }

    public async Task<(int ExitCode, string Output)> ExitCodeAndOutputAsync()
    {
        Finished finished = await RunAsync();
        return (finished.ExitCode, finished.Output);
    }
}

sealed record Finished(int ExitCode, string Output, string Error);
