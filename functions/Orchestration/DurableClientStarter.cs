using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Orchestrator.Core.Orchestration;

namespace Orchestrator.Functions.Orchestration;

/// <summary>Starts instances over the durable client of the invocation.</summary>
sealed class DurableClientStarter(DurableTaskClient client, ILogger logger) : IOrchestrationStarter
{
    const int BadRequest = 400;

    public async Task<StartOutcome> StartAsync(string orchestrator, string instanceId, object input, CancellationToken cancellationToken)
    {
        // Every status, the ended ones too: without them a finished instance is overwritten and paid work runs again.
        StartOrchestrationOptions options = new StartOrchestrationOptions(instanceId)
            .WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, options, cancellationToken);
            return new StartOutcome.Started(AlreadyExisted: false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return await ExistsAsync(instanceId, cancellationToken) ? new StartOutcome.Started(AlreadyExisted: true) : Explain(e, orchestrator, instanceId);
        }
    }

    // "Already exists" has another exception in each backend, and some word it only in the message. The hub itself knows.
    async Task<bool> ExistsAsync(string instanceId, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetInstanceAsync(instanceId, cancellationToken) is not null;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    StartOutcome Explain(Exception error, string orchestrator, string instanceId)
    {
        FunctionsLog.StartFailed(logger, error, orchestrator, instanceId);
        return error is ArgumentException
            ? new StartOutcome.Refused(BadRequest, error.Message)
            : new StartOutcome.Unreachable(error.Message);
    }
}
