using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Orchestrator.Core.Bulk;
using Orchestrator.Functions.Tasks;

namespace Orchestrator.Functions.Bulk;

/// <summary>
/// Orchestrator of a bulk operation: one page after the other until there is none. It remembers nothing, the place is in the
/// operation's row; a new turn every few pages keeps its history short.
/// </summary>
public static class RunBulkOperation
{
    const int PagesPerRun = 20;

    [Function(BulkRunInput.Orchestrator)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, BulkRunInput input)
    {
        if (context.InstanceId != input.InstanceId)
        {
            throw new ArgumentException($"Instance {context.InstanceId} is not the operation of its input, {input.InstanceId}.", nameof(input));
        }

        for (int page = 0; page < PagesPerRun; page++)
        {
            if (!await context.CallActivityAsync<bool>(nameof(RunBulkPage), input.OperationId, Activities.UntilDone))
            {
                return;
            }
        }

        context.ContinueAsNew(input);
    }
}
