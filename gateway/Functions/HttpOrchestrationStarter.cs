using System.Text.Json;
using Orchestrator.Core.Orchestration;

namespace Orchestrator.Gateway.Functions;

/// <summary>Starts orchestrations over the function app's HTTP starter (<see cref="FunctionRoutes.Start"/>).</summary>
sealed class HttpOrchestrationStarter(FunctionHostClient host, ILogger<HttpOrchestrationStarter> logger) : IOrchestrationStarter
{
    public async Task<StartOutcome> StartAsync(
        string orchestrator, string instanceId, object input, CancellationToken cancellationToken)
    {
        string route = FunctionRoutes.Start
            .Replace("{name}", Uri.EscapeDataString(orchestrator), StringComparison.Ordinal)
            .Replace("{instanceId}", Uri.EscapeDataString(instanceId), StringComparison.Ordinal);
        FunctionHostAnswer answer = await host.PostAsync(route, JsonSerializer.Serialize(input, input.GetType()), cancellationToken);
        switch (answer)
        {
            case { Status: >= 200 and < 300 }:
                return new StartOutcome.Started(ReadResult(answer.Body)?.AlreadyExisted ?? false);
            case { IsRefusal: true, Status: { } status }:
                GatewayLog.StartRefused(logger, instanceId, status, answer.Reason);
                return new StartOutcome.Refused(status, answer.Reason);
            case { IsKeyRefused: true, Status: { } status }:
                GatewayLog.HostRefusesKey(logger, status);
                return new StartOutcome.Unreachable($"HTTP {status}: the function host refuses the gateway's key or token");
            default:
                string reason = answer.Status is { } code ? $"HTTP {code}" : answer.Reason;
                GatewayLog.HostUnreachable(logger, answer.Error, instanceId, reason);
                return new StartOutcome.Unreachable(reason);
        }
    }

    // The start counts by its status alone; a body that tells no more is no reason to fail a task that runs.
    static StartResult? ReadResult(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<StartResult>(body, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
