using System.CommandLine;
using Google.Protobuf;
using Orchestrator.Cli.Gateway;
using Orchestrator.Cli.Wording;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Chains;

/// <summary><c>orchestrator chain suspend</c>, <c>resume</c> and <c>rerun</c>.</summary>
internal static class ChangeChainCommands
{
    public static Command CreateSuspend(GatewayCommand gateway)
    {
        Argument<string> id = ChainCommand.ChainId();
        Option<string> reason = Reason();
        var command = new Command("suspend", "Nothing more of the chain starts until it is resumed; what runs may finish.") { id, reason };
        gateway.SetAction(command, async (client, result, cancellationToken) =>
        {
            var request = new V1.SuspendChainRequest
            {
                Namespace = gateway.Namespace(result),
                ChainId = result.GetRequiredValue(id),
                Reason = result.GetValue(reason) ?? "",
            };
            V1.SuspendChainResponse response = await client.Chains.SuspendChainAsync(request, cancellationToken: cancellationToken);
            return await WriteAsync(gateway, result, response, $"Chain {response.Chain.Id} is suspended.");
        });
        return command;
    }

    public static Command CreateResume(GatewayCommand gateway)
    {
        Argument<string> id = ChainCommand.ChainId();
        Option<string> reason = Reason();
        var command = new Command("resume", "Lets a suspended chain go on.") { id, reason };
        gateway.SetAction(command, async (client, result, cancellationToken) =>
        {
            var request = new V1.ResumeChainRequest
            {
                Namespace = gateway.Namespace(result),
                ChainId = result.GetRequiredValue(id),
                Reason = result.GetValue(reason) ?? "",
            };
            V1.ResumeChainResponse response = await client.Chains.ResumeChainAsync(request, cancellationToken: cancellationToken);
            return await WriteAsync(gateway, result, response, $"Chain {response.Chain.Id} goes on.");
        });
        return command;
    }

    public static Command CreateRerun(GatewayCommand gateway)
    {
        Argument<string> id = ChainCommand.ChainId();
        Option<string> reason = Reason();
        var from = new Option<string[]>("--from")
        {
            Description = "Key of a node to begin at, with all that comes after it; may be given several times. None: every node that failed or was cancelled.",
            HelpName = "node",
        };
        var command = new Command("rerun", "Runs a part of a chain that has ended again; what was before that part is kept.") { id, from, reason };
        gateway.SetAction(command, async (client, result, cancellationToken) =>
        {
            var request = new V1.RerunChainRequest
            {
                Namespace = gateway.Namespace(result),
                ChainId = result.GetRequiredValue(id),
                Reason = result.GetValue(reason) ?? "",
                FromNodes = { result.GetValue(from) ?? [] },
            };
            V1.RerunChainResponse response = await client.Chains.RerunChainAsync(request, cancellationToken: cancellationToken);
            return await WriteAsync(gateway, result, response, $"Chain {response.Chain.Id}, run {response.Chain.Run}: {string.Join(", ", response.Nodes)}");
        });
        return command;
    }

    static Option<string> Reason() => new("--reason") { Description = "Up to 500 characters." };

    static async Task<int> WriteAsync(GatewayCommand gateway, ParseResult result, IMessage response, string text)
    {
        await gateway.Terminal.Output.WriteLineAsync(gateway.Json(result) ? JsonText.Document(response) : text);
        return ExitCodes.Success;
    }
}
