namespace Microsoft.DurableTask.Tests.Simulation;

/// <summary>
/// The threads of one simulated process: whatever it awaits or starts waits here until the world picks it. Code that goes on inline
/// (an orchestrator within its turn) does so here too.
/// </summary>
internal sealed class ProcessScheduler(World world, string name) : TaskScheduler
{
    readonly List<Action> _held = [];

    public string Name => name;

    /// <summary>Its memory is gone: nothing of it runs again.</summary>
    public bool IsDead { get; private set; }

    public bool IsPaused { get; private set; }

    public override int MaximumConcurrencyLevel => 1;

    public void Kill()
    {
        IsDead = true;
        _held.Clear();
        world.Drop(this);
    }

    public void Pause() => IsPaused = true;

    public void Resume()
    {
        IsPaused = false;
        List<Action> held = [.. _held];
        _held.Clear();
        foreach (Action one in held) Signal(one);
    }

    /// <summary>What comes from outside (a timer, a notification): at once, when the process goes on, or never.</summary>
    public void Signal(Action signal)
    {
        if (IsDead) return;
        if (IsPaused) _held.Add(signal);
        else signal();
    }

    public Task RunAsync(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    public void Execute(Task task) => TryExecuteTask(task);

    protected override void QueueTask(Task task)
    {
        if (!IsDead) world.Enqueue(this, task);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && world.Running == this && !IsDead && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
