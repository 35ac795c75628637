using Orchestrator.Core.Execution;

namespace Orchestrator.Functions.Nodes;

/// <summary>An attempt of a node that is no plain work, as its orchestrator runs it.</summary>
abstract class NodeAttempt
{
    public abstract Task<AttemptOutcome> RunAsync(AttemptKey key);

    /// <summary>The task was cancelled: ends what the attempt has started, and returns when all of it has ended.</summary>
    public abstract Task StopAsync(string? reason);
}
