using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Orchestrator.Core.Orchestration;
using Orchestrator.Functions.Orchestration;

namespace Orchestrator.Functions.Maintenance;

/// <summary>Sends the signals that their writer could not.</summary>
public sealed class DeliverSignals(IOrchestrationSignalStore store, ILogger<DeliverSignals> logger)
{
    const int ClaimMax = 200;

    [Function(nameof(DeliverSignals))]
    public async Task RunAsync(
        [TimerTrigger("*/5 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var delivery = new SignalDelivery(store, new DurableClientSignalSender(client, logger));
        int delivered = await delivery.DeliverUnsentAsync(ClaimMax, cancellationToken);
        if (delivered > 0)
        {
            FunctionsLog.SignalsDelivered(logger, delivered);
        }
    }
}
