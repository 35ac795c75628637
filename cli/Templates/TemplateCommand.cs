using System.CommandLine;
using Orchestrator.Cli.Gateway;
using Orchestrator.Cli.Terminals;

namespace Orchestrator.Cli.Templates;

/// <summary><c>orchestrator template</c>: the gateway's template service from the command line.</summary>
internal sealed class TemplateCommand(Terminal terminal)
{
    readonly GatewayOptions _options = new();

    public Command Create()
    {
        var gateway = new GatewayCommand(terminal, _options);
        var command = new Command("template", "Draws templates.")
        {
            new DiagramTemplateCommand(gateway).Create(),
        };
        _options.AddTo(command);
        return command;
    }
}
