namespace Microsoft.DurableTask;

/// <summary>An activity as the runtime sees it. It runs at least once: a repeat must change nothing.</summary>
public interface ITaskActivity
{
    /// <summary>What the input is deserialized to.</summary>
    Type InputType { get; }

    Type OutputType { get; }

    Task<object?> RunAsync(TaskActivityContext context, object? input);
}
