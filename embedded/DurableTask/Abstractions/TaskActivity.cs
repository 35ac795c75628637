namespace Microsoft.DurableTask;

/// <summary>An activity as a class. It runs at least once: a repeat must change nothing.</summary>
public abstract class TaskActivity<TInput, TOutput> : ITaskActivity
{
    Type ITaskActivity.InputType => typeof(TInput);

    Type ITaskActivity.OutputType => typeof(TOutput);

    async Task<object?> ITaskActivity.RunAsync(TaskActivityContext context, object? input)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await RunAsync(context, TaskInput.As<TInput>(input));
    }

    /// <param name="input">The type's default when the call has none.</param>
    public abstract Task<TOutput> RunAsync(TaskActivityContext context, TInput input);
}
