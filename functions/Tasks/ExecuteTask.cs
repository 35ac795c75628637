using Microsoft.Azure.Functions.Worker;
using Orchestrator.Core.Execution;

namespace Orchestrator.Functions.Tasks;

/// <summary>Activity: runs one attempt and records what came of it.</summary>
public sealed class ExecuteTask(AttemptRunner runner)
{
    [Function(nameof(ExecuteTask))]
    public Task<AttemptOutcome> RunAsync([ActivityTrigger] AttemptKey attempt, FunctionContext context) =>
        runner.RunAsync(attempt, context.CancellationToken);
}
