namespace Orchestrator.Core.Chains;

/// <summary>What a chain does when a task has failed for good (<c>task_chains.on_failure</c>).</summary>
public enum FailurePolicy
{
    /// <summary>Starts nothing more, unless an edge of that task accepts the failure; what runs may finish.</summary>
    FailFast,

    /// <summary>Runs whatever does not depend on the failed task.</summary>
    Continue,
}
