using System.CommandLine;
using Orchestrator.Cli.Gateway;
using Orchestrator.Cli.Wording;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Chains;

/// <summary><c>orchestrator chain watch</c>: a live tree where somebody watches, a line per event elsewhere.</summary>
internal sealed class WatchChainCommand(GatewayCommand gateway, TimeProvider timeProvider)
{
    readonly Argument<string> _id = ChainCommand.ChainId();

    public Command Create()
    {
        var command = new Command("watch", "Shows a chain's tasks live, to its end; exit code 1 when it fails or is cancelled.") { _id };
        gateway.SetAction(command, async (client, result, cancellationToken) =>
        {
            string space = gateway.Namespace(result), id = result.GetRequiredValue(_id);
            // Refuses an unknown chain before anything is drawn.
            V1.Chain first = await ChainWatcher.GetAsync(client, space, id, cancellationToken);
            var watcher = new ChainWatcher(timeProvider);
            V1.Chain ended = !gateway.Json(result) && gateway.Terminal.IsInteractive && gateway.Terminal.Console.Profile.Capabilities.Ansi
                ? await WatchLiveAsync(watcher, client, space, id, cancellationToken)
                : await WatchLinesAsync(watcher, client, result, first, cancellationToken);
            return ended.Status is V1.TaskStatus.Failed or V1.TaskStatus.Cancelled ? ExitCodes.Failed : ExitCodes.Success;
        });
        return command;
    }

    Task<V1.Chain> WatchLiveAsync(ChainWatcher watcher, GatewayClient client, string space, string id, CancellationToken cancellationToken)
    {
        var live = new LiveChain(gateway.Terminal.Console, timeProvider);
        return live.RunAsync(
            stopping => ChainWatcher.GetAsync(client, space, id, stopping),
            () => watcher.WatchToEndAsync(
                client,
                space,
                id,
                _ =>
                {
                    live.Change();
                    return Task.CompletedTask;
                },
                cancellationToken),
            cancellationToken);
    }

    async Task<V1.Chain> WatchLinesAsync(
        ChainWatcher watcher, GatewayClient client, ParseResult result, V1.Chain chain, CancellationToken cancellationToken)
    {
        var names = chain.Nodes.ToDictionary(node => node.TaskId, node => node.Key);
        V1.Chain ended = await watcher.WatchToEndAsync(
            client,
            chain.Namespace,
            chain.Id,
            async happened => await gateway.Terminal.Output.WriteLineAsync(
                gateway.Json(result) ? JsonText.OneLine(happened) : EventLine(happened, names.GetValueOrDefault(happened.SubjectId, chain.Name))),
            cancellationToken);
        if (!gateway.Json(result))
            gateway.Terminal.Console.Write(ChainTree.Build(ended, timeProvider.GetUtcNow()));
        return ended;
    }

    internal static string EventLine(V1.Event happened, string name) =>
        $"{happened.OccurredAt.ToDateTimeOffset():HH:mm:ss.fff}  {name,-24} {happened.Name}";
}
