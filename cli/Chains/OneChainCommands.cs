using System.CommandLine;
using Orchestrator.Cli.Gateway;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Chains;

/// <summary><c>orchestrator chain get</c> and <c>orchestrator chain cancel</c></summary>
internal sealed class OneChainCommands(GatewayCommand gateway, TimeProvider timeProvider)
{
    public Command CreateGet()
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

    public Command CreateCancel()
    {
        Argument<string> id = ChainCommand.ChainId();
        var reason = new Option<string>("--reason") { Description = "Kept with the transition; up to 500 characters." };
        var command = new Command("cancel", "Cancels what has not ended of a chain.") { id, reason };
        gateway.SetAction(command, async (client, result, cancellationToken) =>
        {
            var request = new V1.CancelChainRequest
            {
                Namespace = gateway.Namespace(result),
                ChainId = result.GetRequiredValue(id),
                Reason = result.GetValue(reason) ?? "",
            };
            V1.CancelChainResponse response = await client.Chains.CancelChainAsync(request, cancellationToken: cancellationToken);
            await ChainOutput.WriteAsync(gateway, result, response, response.Chain, timeProvider.GetUtcNow());
            return ExitCodes.Success;
        });
        return command;
    }
}
