namespace Microsoft.DurableTask.Runtime;

/// <summary>Time, randomness and threads, so that a simulation may supply all three.</summary>
internal sealed class RuntimeEnvironment(TimeProvider time, Func<Guid>? newId = null, TaskScheduler? scheduler = null)
{
    public TimeProvider Time { get; } = time;

    /// <summary>Runs loops and activities. A simulation's own must run inline what already runs on it.</summary>
    public TaskScheduler Scheduler { get; } = scheduler ?? TaskScheduler.Default;

    public DateTime UtcNow => Time.GetUtcNow().UtcDateTime;

    public Guid NewId() => newId is null ? Guid.CreateVersion7(Time.GetUtcNow()) : newId();

    /// <summary>Starts an owned piece of work away from the caller's thread.</summary>
    public Task Run(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, Scheduler).Unwrap();

    /// <summary>
    /// Ends with the first of the two, however that ended. <see cref="Task.WhenAny(Task, Task)"/> alone would hear of a task whose
    /// continuations run asynchronously on the thread pool, past <see cref="Scheduler"/>.
    /// </summary>
    public async Task WhenAnyAsync(Task first, Task second)
    {
        using var leaving = new CancellationTokenSource();
        await Task.WhenAny(Heard(first, leaving.Token), Heard(second, leaving.Token));
#pragma warning disable MA0042 // Takes the continuation off the other task and runs nothing else.
        leaving.Cancel();
#pragma warning restore MA0042
    }

    /// <summary>Cancels away from the caller, on <see cref="Scheduler"/>.</summary>
    public Task CancelAsync(CancellationTokenSource source) => source.IsCancellationRequested ? Task.CompletedTask : Run(() =>
    {
#pragma warning disable MA0042 // CancelAsync would run the callbacks on the thread pool.
        source.Cancel();
#pragma warning restore MA0042
        return Task.CompletedTask;
    });

    Task Heard(Task task, CancellationToken leaving) =>
        task.ContinueWith(static _ => { }, leaving, TaskContinuationOptions.ExecuteSynchronously, Scheduler);
}
