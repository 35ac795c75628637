using System.CommandLine;
using Orchestrator.Cli.Gateway;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Chains;

/// <summary><c>orchestrator chain diagram</c></summary>
internal sealed class DiagramChainCommand(GatewayCommand gateway)
{
    readonly Argument<string> _id = ChainCommand.ChainId();
    readonly DiagramOptions _picture = new();

    public Command Create()
    {
        var command = new Command("diagram", "Draws a chain as it stands.") { _id };
        _picture.AddTo(command);
        gateway.SetAction(command, async (client, result, cancellationToken) =>
        {
            var request = new V1.DiagramChainRequest
            {
                Namespace = gateway.Namespace(result),
                ChainId = result.GetRequiredValue(_id),
                Format = _picture.Format(result),
            };
            V1.DiagramChainResponse response = await client.Chains.DiagramChainAsync(request, cancellationToken: cancellationToken);
            await _picture.WriteAsync(gateway, result, response.Content, cancellationToken);
            return ExitCodes.Success;
        });
        return command;
    }
}
