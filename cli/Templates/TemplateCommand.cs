using System.CommandLine;
using Orchestrator.Cli.Gateway;
using Orchestrator.Cli.Terminals;

namespace Orchestrator.Cli.Templates;

/// <summary><c>orchestrator template</c>: the gateway's template service from the command line.</summary>
internal sealed class TemplateCommand
{
    readonly GatewayOptions _options = new();
    readonly GatewayCommand _gateway;
    readonly TimeProvider _timeProvider;

    public TemplateCommand(Terminal terminal, TimeProvider timeProvider)
    {
        _gateway = new GatewayCommand(terminal, _options);
        _timeProvider = timeProvider;
    }

    public Command Create()
    {
        var versions = new TemplateVersionCommands(_gateway);
        var command = new Command("template", "Publishes templates of chains, shows and compares and draws their versions, makes chains from them.")
        {
            new PublishTemplateCommand(_gateway, isTrial: false).Create(),
            new PublishTemplateCommand(_gateway, isTrial: true).Create(),
            new ListTemplatesCommand(_gateway).Create(),
            versions.CreateGet(),
            versions.CreateDiff(),
            versions.CreateSetActive("activate", active: true, "Lets a version make chains again."),
            versions.CreateSetActive("deactivate", active: false, "Keeps a version from making new chains; those that it has made go on."),
            new RunTemplateCommand(_gateway, _timeProvider).Create(),
            new DiagramTemplateCommand(_gateway).Create(),
        };
        _options.AddTo(command);
        return command;
    }
}
