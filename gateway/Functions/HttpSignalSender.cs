using System.Text.Json;
using Orchestrator.Core.Orchestration;

namespace Orchestrator.Gateway.Functions;

/// <summary>Sends signals over the function app's HTTP triggers.</summary>
sealed class HttpSignalSender(FunctionHostClient host, ILogger<HttpSignalSender> logger) : IOrchestrationSignalSender
{
    public async Task<SignalOutcome> SendAsync(OrchestrationSignal signal, CancellationToken cancellationToken)
    {
        FunctionHostAnswer answer = await host.PostAsync(RouteOf(signal), BodyOf(signal), cancellationToken);
        switch (answer)
        {
            case { Status: >= 200 and < 300 }:
                return SignalOutcome.Sent;
            case { Status: 404 or 410 }:
                return SignalOutcome.NoInstance;
            case { IsKeyRefused: true, Status: { } status }:
                GatewayLog.HostRefusesKey(logger, status);
                return SignalOutcome.Unreachable;
            case { IsRefusal: true, Status: { } status }:
                GatewayLog.SignalNotTaken(logger, signal.Id, signal.InstanceId, status);
                return SignalOutcome.Refused;
            default:
                GatewayLog.HostUnreachable(
                    logger, answer.Error, signal.InstanceId, answer.Status is { } code ? $"HTTP {code}" : answer.Reason);
                return SignalOutcome.Unreachable;
        }
    }

    static string RouteOf(OrchestrationSignal signal)
    {
        string route = signal.Kind switch
        {
            OrchestrationSignalKind.RaiseEvent => FunctionRoutes.RaiseEvent,
            OrchestrationSignalKind.Terminate => FunctionRoutes.Terminate,
            OrchestrationSignalKind.Suspend => FunctionRoutes.Suspend,
            OrchestrationSignalKind.Resume => FunctionRoutes.Resume,
            _ => throw new ArgumentOutOfRangeException(nameof(signal), signal.Kind, "a kind without a route"),
        };
        return route
            .Replace("{instanceId}", Uri.EscapeDataString(signal.InstanceId), StringComparison.Ordinal)
            .Replace("{eventName}", Uri.EscapeDataString(signal.Name ?? ""), StringComparison.Ordinal);
    }

    static string BodyOf(OrchestrationSignal signal) => signal.Kind == OrchestrationSignalKind.Terminate
        ? JsonSerializer.Serialize(new TerminateRequest(signal.Payload), JsonSerializerOptions.Web)
        : signal.Payload ?? "null";
}
