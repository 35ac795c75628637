namespace Microsoft.DurableTask.Internal;

/// <summary>Whatever can start an instance.</summary>
public interface IOrchestrationSubmitter
{
    /// <returns>The instance id.</returns>
    Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default);
}
