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
}
