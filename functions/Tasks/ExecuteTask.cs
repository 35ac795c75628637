using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;
using Orchestrator.Core.Execution;

namespace Orchestrator.Functions.Tasks;

/// <summary>Activity: runs one attempt and records what came of it.</summary>
public sealed class ExecuteTask(AttemptRunner runner, IHostApplicationLifetime lifetime)
{
    [Function(nameof(ExecuteTask))]
    public async Task<AttemptOutcome> RunAsync([ActivityTrigger] AttemptKey attempt, FunctionContext context)
    {
        // A host that breaks an invocation off fires the one, a process that is told to end the other.
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        return await runner.RunAsync(attempt, stopping.Token);
    }
}
