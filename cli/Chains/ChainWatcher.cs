using Grpc.Core;
using Orchestrator.Cli.Gateway;
using Orchestrator.Cli.Tasks;
using Orchestrator.Core.Events;
using Orchestrator.Core.Events.Names;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Chains;

/// <summary>
/// Follows a chain's events from the first to its end, across lost connections: it asks again after the last position that it has seen. The last
/// events of its tasks may stand after the chain's own end, so it goes on until each task that it has seen has ended too.
/// </summary>
internal sealed class ChainWatcher(TimeProvider timeProvider)
{
    const int ReconnectsMax = 30;
    static readonly TimeSpan ReconnectPause = TimeSpan.FromSeconds(1);
    static readonly HashSet<string> Opening = [TaskEvents.Created, TaskEvents.RetryRequested, TaskEvents.RerunRequested];

    static readonly HashSet<string> Ending =
        [TaskEvents.Completed, TaskEvents.Failed, TaskEvents.Cancelled, TaskEvents.Skipped, TaskEvents.ResolvedManually];

    /// <param name="line">Called for each event, in order.</param>
    /// <returns>The ended chain.</returns>
    /// <exception cref="RpcException">Refused, or the gateway stayed away for 30 attempts.</exception>
    public async Task<V1.Chain> WatchToEndAsync(
        GatewayClient client, string space, string chainId, Func<V1.Event, Task> line, CancellationToken cancellationToken)
    {
        string position = EventPosition.Start.ToString();
        HashSet<string> open = [];
        V1.Chain? ended = null;
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
                    {
                        // Nothing up to a heartbeat is still to come, whatever is missing.
                        if (ended is not null)
                            return ended;
                        continue;
                    }

                    position = happened.Position;
                    await line(happened);
                    if (Opening.Contains(happened.Name))
                        open.Add(happened.SubjectId);
                    else if (Ending.Contains(happened.Name))
                        open.Remove(happened.SubjectId);
                    // It may have ended before and been run again since: then there is more to come.
                    if (happened.SubjectId == chainId)
                    {
                        V1.Chain chain = await GetAsync(client, space, chainId, cancellationToken);
                        ended = TaskWatcher.HasEnded(chain.Status) && chain.LastSequence == happened.Sequence ? chain : null;
                    }

                    if (ended is not null && open.Count == 0)
                        return ended;
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
