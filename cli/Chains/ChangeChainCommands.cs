using System.CommandLine;
using Google.Protobuf;
using Orchestrator.Cli.Gateway;
using Orchestrator.Cli.Wording;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Chains;

/// <summary><c>orchestrator chain cancel</c>, <c>suspend</c>, <c>resume</c> and <c>rerun</c>: one chain, a reason, and what came of it.</summary>
internal sealed class ChangeChainCommands(GatewayCommand gateway, TimeProvider timeProvider)
{
    public Command CreateCancel() => Create("cancel", "Cancels what has not ended of a chain.", [], async (client, result, given, cancellationToken) =>
    {
        var request = new V1.CancelChainRequest { Namespace = given.Namespace, ChainId = given.ChainId, Reason = given.Reason };
        V1.CancelChainResponse response = await client.Chains.CancelChainAsync(request, cancellationToken: cancellationToken);
        await ChainOutput.WriteAsync(gateway, result, response, response.Chain, timeProvider.GetUtcNow());
    });

    public Command CreateSuspend() => Create(
        "suspend", "Nothing more of the chain starts until it is resumed; what runs may finish.", [], async (client, result, given, cancellationToken) =>
        {
            var request = new V1.SuspendChainRequest { Namespace = given.Namespace, ChainId = given.ChainId, Reason = given.Reason };
            V1.SuspendChainResponse response = await client.Chains.SuspendChainAsync(request, cancellationToken: cancellationToken);
            await WriteAsync(result, response, $"Chain {response.Chain.Id} is suspended.");
        });

    public Command CreateResume() => Create("resume", "Lets a suspended chain go on.", [], async (client, result, given, cancellationToken) =>
    {
        var request = new V1.ResumeChainRequest { Namespace = given.Namespace, ChainId = given.ChainId, Reason = given.Reason };
        V1.ResumeChainResponse response = await client.Chains.ResumeChainAsync(request, cancellationToken: cancellationToken);
        await WriteAsync(result, response, $"Chain {response.Chain.Id} goes on.");
    });

    public Command CreateRerun()
    {
        var from = new Option<string[]>("--from")
        {
            Description = "Key of a node to begin at, with all that comes after it; may be given several times. None: every node that failed or was cancelled.",
            HelpName = "node",
        };
        const string Description = "Runs a part of a chain that has ended again; what was before that part is kept.";
        return Create("rerun", Description, [from], async (client, result, given, cancellationToken) =>
        {
            var request = new V1.RerunChainRequest
            {
                Namespace = given.Namespace,
                ChainId = given.ChainId,
                Reason = given.Reason,
                FromNodes = { result.GetValue(from) ?? [] },
            };
            V1.RerunChainResponse response = await client.Chains.RerunChainAsync(request, cancellationToken: cancellationToken);
            await WriteAsync(result, response, $"Chain {response.Chain.Id}, run {response.Chain.Run}: {string.Join(", ", response.Nodes)}");
        });
    }

    Command Create(string name, string description, Option[] more, Func<GatewayClient, ParseResult, Given, CancellationToken, Task> changeAsync)
    {
        Argument<string> id = ChainCommand.ChainId();
        var reason = new Option<string>("--reason") { Description = "Kept with the transition; up to 500 characters." };
        var command = new Command(name, description) { id };
        foreach (Option option in (Option[])[.. more, reason])
            command.Add(option);
        gateway.SetAction(command, async (client, result, cancellationToken) =>
        {
            var given = new Given(gateway.Namespace(result), result.GetRequiredValue(id), result.GetValue(reason) ?? "");
            await changeAsync(client, result, given, cancellationToken);
            return ExitCodes.Success;
        });
        return command;
    }

    async Task WriteAsync(ParseResult result, IMessage response, string text) =>
        await gateway.Terminal.Output.WriteLineAsync(gateway.Json(result) ? JsonText.Document(response) : text);

    sealed record Given(string Namespace, string ChainId, string Reason);
}
