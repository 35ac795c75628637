using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Orchestrator.Core.Bulk;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Changes;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Events;
using Orchestrator.Core.Orchestration;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Orchestration;

namespace Orchestrator.Functions.Bulk;

/// <summary>Activity: a page of a bulk operation, each task by the use case that a client's own call would run.</summary>
public sealed class RunBulkPage(
    IBulkPages pages,
    ITaskRepository tasks,
    ITaskTransitions transitions,
    IOrchestrationSignalStore signals,
    IChainStartStore chains,
    IEventNotifier notifier,
    ILogger<RunBulkPage> logger)
{
    /// <returns>False: the operation has ended.</returns>
    [Function(nameof(RunBulkPage))]
    public Task<bool> RunAsync([ActivityTrigger] Guid operationId, [DurableClient] DurableTaskClient client, FunctionContext context)
    {
        var delivery = new SignalDelivery(signals, new DurableClientSignalSender(client, logger));
        var instances = new DurableClientStarter(client, logger);
        var page = new BulkPageRun(
            pages,
            new CancelTask(tasks, delivery, notifier),
            new RetryTask(tasks, new TaskStarter(instances, transitions), new ChainWaker(new ChainStarter(instances, chains), delivery), notifier),
            new GetTask(tasks));
        return page.RunNextAsync(operationId, context.CancellationToken);
    }
}
