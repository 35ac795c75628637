using Microsoft.Azure.Functions.Worker;
using Orchestrator.Core.Execution;

namespace Orchestrator.Functions.Tasks;

/// <summary>Activity: writes an end that no attempt can: time limit, cancelled while waiting.</summary>
public sealed class FinishTask(IExecutionStore store)
{
    internal const string Actor = "system:run-task";

    [Function(nameof(FinishTask))]
    public Task<bool> RunAsync([ActivityTrigger] FinishTaskInput input, FunctionContext context) =>
        store.FinishAsync(new RunKey(input.TaskId, input.Run), input.End, Actor, context.CancellationToken);
}
