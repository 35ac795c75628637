using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using Orchestrator.Cli.Bulk;
using Orchestrator.Cli.Chains;
using Orchestrator.Cli.Db;
using Orchestrator.Cli.Histories;
using Orchestrator.Cli.Hosts;
using Orchestrator.Cli.Tasks;
using Orchestrator.Cli.Templates;
using Orchestrator.Cli.Terminals;
using Orchestrator.Cli.Up;

namespace Orchestrator.Cli;

/// <summary>The command <c>orchestrator</c>: parses, runs, and turns every known failure into a line and an exit code.</summary>
internal sealed class CliApplication(Terminal terminal, TimeProvider timeProvider)
{
    public RootCommand CreateRoot() => new("Runs background LLM work that must not be lost, repeated or paid for twice.")
    {
        new UpCommand(terminal, timeProvider).Create(),
        new TaskCommand(terminal, timeProvider).Create(),
        new ChainCommand(terminal, timeProvider).Create(),
        new BulkCommand(terminal, timeProvider).Create(),
        new TemplateCommand(terminal, timeProvider).Create(),
        new DbCommand(terminal, timeProvider).Create(),
        new HistoryCommand(terminal).Create(),
        WatchdogCommand.Create(),
    };

    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        ParseResult result = CreateRoot().Parse(arguments);
        if (result.Errors.Count > 0 && result.CommandResult.Command.Subcommands.Count == 0)
            return Refuse(result);

        var configuration = new InvocationConfiguration
        {
            Output = terminal.Output,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            // Signals are ours: stopping takes as long as the database needs to write everything.
            ProcessTerminationTimeout = null,
        };
        try
        {
            int exitCode = await result.InvokeAsync(configuration, cancellationToken);
            return result.Errors.Count > 0 ? ExitCodes.Usage : exitCode;
        }
        catch (CommandFailedException error)
        {
            terminal.Say(error.Message);
            return ExitCodes.Failed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Failed;
        }
    }

    /// <summary>The errors alone: a page of options would push them out of sight.</summary>
    int Refuse(ParseResult result)
    {
        foreach (string message in result.Errors.Select(error => error.Message).Distinct(StringComparer.Ordinal))
            terminal.Say(message);
        string command = result.CommandResult.Command.Name;
        for (SymbolResult? parent = result.CommandResult.Parent; parent is CommandResult above; parent = above.Parent)
            command = $"{(above.Command is RootCommand ? "orchestrator" : above.Command.Name)} {command}";
        terminal.Say($"Options: {command} --help");
        return ExitCodes.Usage;
    }

    /// <summary>Runs until done, or until Ctrl-C, SIGTERM or a closed terminal asks to stop.</summary>
    public static async Task<int> MainAsync(string[] arguments)
    {
        using var stopping = new CancellationTokenSource();
        using var interrupt = OnSignal(PosixSignal.SIGINT, stopping);
        using var terminate = OnSignal(PosixSignal.SIGTERM, stopping);
        using var hangUp = OnSignal(PosixSignal.SIGHUP, stopping);
        return await new CliApplication(Terminal.Create(), TimeProvider.System).RunAsync(arguments, stopping.Token);
    }

    static PosixSignalRegistration OnSignal(PosixSignal signal, CancellationTokenSource stopping) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        stopping.Cancel();
    });
}
