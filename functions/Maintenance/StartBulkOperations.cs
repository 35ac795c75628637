using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Orchestrator.Core.Bulk;
using Orchestrator.Core.Orchestration;
using Orchestrator.Functions.Orchestration;

namespace Orchestrator.Functions.Maintenance;

/// <summary>
/// Starts bulk operations that nothing has moved for a while: the host was away when they were stored, or the hub has lost them. One
/// that is at work is started already, which changes nothing.
/// </summary>
public sealed class StartBulkOperations(IBulkOperations operations, ILogger<StartBulkOperations> logger)
{
    internal static readonly TimeSpan OlderThan = TimeSpan.FromSeconds(10);
    const int ClaimMax = 100;

    [Function(nameof(StartBulkOperations))]
    public async Task RunAsync(
        [TimerTrigger("*/10 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        IReadOnlyList<Guid> claimed = await operations.ClaimUnmovedAsync(ClaimMax, OlderThan, cancellationToken);
        var starter = new BulkStarter(new DurableClientStarter(client, logger), operations);
        int started = 0;
        foreach (Guid operationId in claimed)
        {
            if (await starter.StartAsync(operationId, cancellationToken) is StartOutcome.Started { AlreadyExisted: false })
            {
                started++;
            }
        }

        if (started > 0)
        {
            FunctionsLog.BulkOperationsStarted(logger, started, claimed.Count);
        }
    }
}
