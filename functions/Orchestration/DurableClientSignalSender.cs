using System.Text.Json;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Orchestrator.Core.Orchestration;

namespace Orchestrator.Functions.Orchestration;

/// <summary>Sends stored signals over the durable client of the invocation.</summary>
sealed class DurableClientSignalSender(DurableTaskClient client, ILogger logger) : IOrchestrationSignalSender
{
    public async Task<SignalOutcome> SendAsync(OrchestrationSignal signal, CancellationToken cancellationToken)
    {
        try
        {
            OrchestrationMetadata? instance = await client.GetInstanceAsync(signal.InstanceId, cancellationToken);
            if (instance is null || instance.IsCompleted)
            {
                return SignalOutcome.NoInstance;
            }

            await SendToAsync(signal, cancellationToken);
            return SignalOutcome.Sent;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            FunctionsLog.SignalNotTaken(logger, e, signal.InstanceId, signal.Kind);
            return e is ArgumentException ? SignalOutcome.Refused : SignalOutcome.Unreachable;
        }
    }

    async Task SendToAsync(OrchestrationSignal signal, CancellationToken cancellationToken)
    {
        JsonElement? payload = signal.Payload is { } json ? JsonElement.Parse(json) : null;
        switch (signal.Kind)
        {
            case OrchestrationSignalKind.RaiseEvent:
                string name = signal.Name ?? throw new ArgumentException($"Signal {signal.Id} names no event.", nameof(signal));
                await client.RaiseEventAsync(signal.InstanceId, name, payload, cancellationToken);
                break;
            case OrchestrationSignalKind.Terminate:
                await client.TerminateInstanceAsync(
                    signal.InstanceId, new TerminateInstanceOptions { Output = payload, Recursive = true }, cancellationToken);
                break;
            case OrchestrationSignalKind.Suspend:
                await client.SuspendInstanceAsync(signal.InstanceId, reason: null, cancellationToken);
                break;
            case OrchestrationSignalKind.Resume:
                await client.ResumeInstanceAsync(signal.InstanceId, reason: null, cancellationToken);
                break;
        }
    }
}
