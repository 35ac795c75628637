using Microsoft.Azure.Functions.Worker;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Functions.Chains;

/// <summary>Activity: how a task stands, and for which children its output meets the condition.</summary>
public sealed class ReadNodeEnd(IChainRunStore store)
{
    [Function(nameof(ReadNodeEnd))]
    public async Task<NodeEnd> RunAsync([ActivityTrigger] Guid taskId, FunctionContext context) =>
        await store.ReadEndAsync(taskId, context.CancellationToken)
        ?? new NodeEnd(TaskRecordStatus.Cancelled, []);  // purged: nothing waits for it any more
}
