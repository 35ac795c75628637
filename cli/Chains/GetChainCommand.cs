using System.CommandLine;
using Orchestrator.Cli.Gateway;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Chains;

/// <summary><c>orchestrator chain get</c></summary>
internal sealed class GetChainCommand(GatewayCommand gateway, TimeProvider timeProvider)
{
    public Command Create()
    {
        Argument<string> id = ChainCommand.ChainId();
        var command = new Command("get", "Shows a chain with its nodes.") { id };
        gateway.SetAction(command, async (client, result, cancellationToken) =>
        {
            var request = new V1.GetChainRequest { Namespace = gateway.Namespace(result), ChainId = result.GetRequiredValue(id) };
            V1.GetChainResponse response = await client.Chains.GetChainAsync(request, cancellationToken: cancellationToken);
            await ChainOutput.WriteAsync(gateway, result, response, response.Chain, timeProvider.GetUtcNow());
            return ExitCodes.Success;
        });
        return command;
    }
}
