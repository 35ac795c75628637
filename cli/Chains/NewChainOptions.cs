using System.CommandLine;
using Orchestrator.Cli.Gateway;
using Orchestrator.Cli.Terminals;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Chains;

/// <summary>What every command that makes a chain has: how it is known again, skipped nodes, and waiting for its end.</summary>
internal sealed class NewChainOptions(GatewayCommand gateway, TimeProvider timeProvider)
{
    readonly Option<string[]> _bypass = new("--bypass") { Description = "Key of a node to be skipped, repeatable.", HelpName = "node" };
    readonly Option<string> _key = new("--idempotency-key") { Description = "The same key with the same request returns the first chain." };
    readonly Option<string> _correlation = new("--correlation-id") { Description = "Ties what has one cause together." };
    readonly Option<bool> _wait = new("--wait") { Description = "Follow it to its end; exit code 1 when it fails or is cancelled." };

    /// <summary>A JSON object, a file or standard input.</summary>
    public Option<string> Input { get; } = new("--input") { Description = "The input: a JSON object, @file, or - for standard input.", HelpName = "json" };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[Input, _bypass, _key, _correlation, _wait])
            command.Add(option);
    }

    public IEnumerable<string> Bypass(ParseResult result) => result.GetValue(_bypass) ?? [];

    public string Key(ParseResult result) => result.GetValue(_key) ?? "";

    public string Correlation(ParseResult result) => result.GetValue(_correlation) ?? "";

    /// <summary>Shows the chain as it was made, or follows it and shows its end.</summary>
    public async Task<int> FinishAsync(
        GatewayClient client, ParseResult result, Google.Protobuf.IMessage response, V1.Chain chain, bool alreadyExisted, CancellationToken cancellationToken)
    {
        if (!result.GetValue(_wait))
        {
            await ChainOutput.WriteAsync(
                gateway, result, response, chain, timeProvider.GetUtcNow(), alreadyExisted ? "existed already" : "created");
            return ExitCodes.Success;
        }

        Terminal terminal = gateway.Terminal;
        bool isQuiet = gateway.Json(result);
        if (!isQuiet)
            terminal.Say($"Chain {chain.Id}: orchestrator chain watch {chain.Id} follows it elsewhere.");
        var names = chain.Nodes.ToDictionary(node => node.TaskId, node => node.Key);
        V1.Chain ended = await new ChainWatcher(timeProvider).WatchToEndAsync(
            client,
            chain.Namespace,
            chain.Id,
            happened =>
            {
                if (!isQuiet && names.TryGetValue(happened.SubjectId, out string? node))
                    terminal.Say(WatchChainCommand.EventLine(happened, node));
                return Task.CompletedTask;
            },
            cancellationToken);
        await ChainOutput.WriteAsync(gateway, result, new V1.GetChainResponse { Chain = ended }, ended, timeProvider.GetUtcNow());
        return ChainOutput.ExitCode(ended);
    }
}
