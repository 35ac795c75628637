using System.CommandLine;
using Orchestrator.Cli.Chains;
using Orchestrator.Cli.Gateway;
using Orchestrator.Cli.Wording;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Templates;

/// <summary><c>orchestrator template run</c></summary>
internal sealed class RunTemplateCommand
{
    readonly GatewayCommand _gateway;
    readonly NewChainOptions _options;
    readonly Argument<string> _template = TemplateName.Argument("name, or name@version; the latest active version unless one is named.");
    readonly Option<string> _name = new("--name") { Description = "Of the chain; default: the template's." };

    public RunTemplateCommand(GatewayCommand gateway, TimeProvider timeProvider) =>
        (_gateway, _options) = (gateway, new NewChainOptions(gateway, timeProvider));

    public Command Create()
    {
        var command = new Command("run", "Makes a chain from a template and starts it.") { _template, _name };
        _options.AddTo(command);
        _gateway.SetAction(command, async (client, result, cancellationToken) =>
        {
            (string name, string version) = TemplateName.Split(result.GetRequiredValue(_template));
            var request = new V1.InstantiateTemplateRequest
            {
                Namespace = _gateway.Namespace(result),
                Name = name,
                Version = version,
                Input = await InputText.ReadObjectAsync("--input", result.GetValue(_options.Input), cancellationToken),
                ChainName = result.GetValue(_name) ?? "",
                Bypass = { _options.Bypass(result) },
                IdempotencyKey = _options.Key(result),
                CorrelationId = _options.Correlation(result),
            };
            V1.InstantiateTemplateResponse made = await client.Templates.InstantiateTemplateAsync(request, cancellationToken: cancellationToken);
            return await _options.FinishAsync(client, result, made, made.Chain, made.AlreadyExisted, cancellationToken);
        });
        return command;
    }
}
