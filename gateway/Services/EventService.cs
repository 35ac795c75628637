using Grpc.Core;
using Orchestrator.Core.Events.Custom;
using Orchestrator.Gateway.Conversions;
using Orchestrator.Gateway.Events;
using Orchestrator.Gateway.Identity;
using Orchestrator.Protos.V1;
using Task = System.Threading.Tasks.Task;

namespace Orchestrator.Gateway.Services;

/// <summary>events.proto over <see cref="EventWatch"/>.</summary>
sealed partial class EventService(
    EventWatch watch,
    RegisterEventType registerEventType,
    PublishEvent publishEvent,
    ICallerIdentity identity,
    IHostApplicationLifetime lifetime,
    GatewayMetrics metrics,
    TimeProvider timeProvider)
    : Protos.V1.EventService.EventServiceBase
{
    public override async Task Watch(
        WatchRequest request, IServerStreamWriter<WatchResponse> responseStream, ServerCallContext context)
    {
        WatchedSubject subject = EventConversions.ToSubject(request);

        // A stream has no end of its own: a stopping gateway ends it, and the client resumes elsewhere.
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        metrics.WatcherCame();
        try
        {
            await foreach (WatchItem item in watch.WatchAsync(subject, ended.Token))
            {
                await responseStream.WriteAsync(item.ToProto(timeProvider));
            }
        }
        finally
        {
            metrics.WatcherLeft();
        }
    }
}
