using Microsoft.Azure.Functions.Worker;
using Orchestrator.Core.Execution;

namespace Orchestrator.Functions.Tasks;

/// <summary>Activity: reads what the orchestrator needs before the first attempt, and names the wait for <c>execute_after</c>.</summary>
public sealed class PlanRun(IExecutionStore store)
{
    [Function(nameof(PlanRun))]
    public Task<RunPlan> RunAsync([ActivityTrigger] RunKey run, FunctionContext context) =>
        store.PlanRunAsync(run, context.CancellationToken);
}
