using System.CommandLine;
using Orchestrator.Cli.Chains;
using Orchestrator.Cli.Gateway;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Templates;

/// <summary><c>orchestrator template diagram</c></summary>
internal sealed class DiagramTemplateCommand(GatewayCommand gateway)
{
    readonly Argument<string> _template = new("template") { Description = "name, or name@version; without a version the latest active one." };
    readonly DiagramOptions _picture = new();

    public Command Create()
    {
        var command = new Command("diagram", "Draws a template.") { _template };
        _picture.AddTo(command);
        gateway.SetAction(command, async (client, result, cancellationToken) =>
        {
            string[] parts = result.GetRequiredValue(_template).Split('@', 2);
            var request = new V1.DiagramTemplateRequest
            {
                Namespace = gateway.Namespace(result),
                Name = parts[0],
                Version = parts.Length == 2 ? parts[1] : "",
                Format = _picture.Format(result),
            };
            V1.DiagramTemplateResponse response = await client.Templates.DiagramTemplateAsync(request, cancellationToken: cancellationToken);
            await _picture.WriteAsync(gateway, result, response.Content, cancellationToken);
            return ExitCodes.Success;
        });
        return command;
    }
}
