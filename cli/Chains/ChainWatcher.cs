using Grpc.Core;
using Orchestrator.Cli.Gateway;
using Orchestrator.Cli.Tasks;
using Orchestrator.Core.Events;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Chains;

/// <summary>Follows a chain's events from the first to its end, across lost connections: it asks again after the last position that it has seen.</summary>
internal sealed class ChainWatcher(TimeProvider timeProvider)
{
    const int ReconnectsMax = 30;
    static readonly TimeSpan ReconnectPause = TimeSpan.FromSeconds(1);

    /// <param name="line">Called for each event, in order.</param>
    /// <returns>The ended chain.</returns>
    /// <exception cref="RpcException">Refused, or the gateway stayed away for 30 attempts.</exception>
    public async Task<V1.Chain> WatchToEndAsync(
        GatewayClient client, string space, string chainId, Func<V1.Event, Task> line, CancellationToken cancellationToken)
    {
        string position = EventPosition.Start.ToString();
        for (int failures = 0; ;)
        {
            try
            {
                var request = new V1.WatchRequest { Namespace = space, ChainId = chainId, AfterPosition = position };
                using AsyncServerStreamingCall<V1.WatchResponse> call = client.Events.Watch(request, cancellationToken: cancellationToken);
                while (await call.ResponseStream.MoveNext(cancellationToken))
                {
                    failures = 0;
                    if (call.ResponseStream.Current.Event is not { } happened)
                        continue;
                    position = happened.Position;
                    await line(happened);
                    // It may have ended before and been run again since: then there is more to come.
                    if (happened.SubjectId == chainId && await GetAsync(client, space, chainId, cancellationToken) is var chain &&
                        TaskWatcher.HasEnded(chain.Status) && chain.LastSequence == happened.Sequence)
                    {
                        return chain;
                    }
                }
            }
            catch (RpcException error) when (error.StatusCode == StatusCode.Unavailable && ++failures <= ReconnectsMax && !cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(ReconnectPause, timeProvider, cancellationToken);
            }
        }
    }

    public static async Task<V1.Chain> GetAsync(GatewayClient client, string space, string chainId, CancellationToken cancellationToken) =>
        (await client.Chains.GetChainAsync(new V1.GetChainRequest { Namespace = space, ChainId = chainId }, cancellationToken: cancellationToken)).Chain;
}
