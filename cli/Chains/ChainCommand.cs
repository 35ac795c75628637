using System.CommandLine;
using Orchestrator.Cli.Gateway;
using Orchestrator.Cli.Terminals;

namespace Orchestrator.Cli.Chains;

/// <summary><c>orchestrator chain</c>: the gateway's chain service from the command line.</summary>
internal sealed class ChainCommand
{
    readonly GatewayOptions _options = new();
    readonly GatewayCommand _gateway;
    readonly TimeProvider _timeProvider;

    public ChainCommand(Terminal terminal, TimeProvider timeProvider)
    {
        _gateway = new GatewayCommand(terminal, _options);
        _timeProvider = timeProvider;
    }

    public Command Create()
    {
        var change = new ChangeChainCommands(_gateway, _timeProvider);
        var command = new Command("chain", "Creates, shows, watches, draws, cancels, suspends, resumes and reruns chains.")
        {
            new CreateChainCommand(_gateway, _timeProvider).Create(),
            new GetChainCommand(_gateway, _timeProvider).Create(),
            new ListChainsCommand(_gateway).Create(),
            change.CreateCancel(),
            new WatchChainCommand(_gateway, _timeProvider).Create(),
            new DiagramChainCommand(_gateway).Create(),
            change.CreateSuspend(),
            change.CreateResume(),
            change.CreateRerun(),
        };
        _options.AddTo(command);
        return command;
    }

    public static Argument<string> ChainId()
    {
        var id = new Argument<string>("id") { Description = "The chain's UUID." };
        // The parser takes an unknown option for an argument when one is still missing.
        id.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: ['-', ..] value }])
                result.AddError($"Unknown option {value}.");
        });
        return id;
    }
}
