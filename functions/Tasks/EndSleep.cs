using Microsoft.Azure.Functions.Worker;
using Orchestrator.Core.Execution;

namespace Orchestrator.Functions.Tasks;

/// <summary>Activity: completes an attempt of handler <c>sleep</c> after its time.</summary>
public sealed class EndSleep(IExecutionStore store)
{
    [Function(nameof(EndSleep))]
    public Task<AttemptOutcome> RunAsync([ActivityTrigger] AttemptKey attempt, FunctionContext context) =>
        store.CompleteAsync(attempt, new HandlerResult(Output: null), context.CancellationToken);
}
