namespace Microsoft.DurableTask;

/// <summary>An orchestrator as the runtime sees it. Its code runs again on every replay and must be deterministic.</summary>
public interface ITaskOrchestrator
{
    /// <summary>What the input is deserialized to.</summary>
    Type InputType { get; }

    Type OutputType { get; }

    Task<object?> RunAsync(TaskOrchestrationContext context, object? input);
}
