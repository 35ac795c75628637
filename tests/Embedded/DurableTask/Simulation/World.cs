using System.Diagnostics;
using System.Globalization;

namespace Microsoft.DurableTask.Tests.Simulation;

/// <summary>
/// One thread, one clock, one source of chance. Of all tasks that could run, the seed picks the next; when none can, the clock moves to
/// the next event. So a seed is one history of the whole world, and gives the same one each time.
/// </summary>
internal sealed class World(int seed, Action<string>? log = null)
{
    const ulong HashPrime = 0x100000001B3;
    readonly int _thread = Environment.CurrentManagedThreadId;
    readonly List<(ProcessScheduler Process, Task Task)> _runnable = [];
    readonly PriorityQueue<Action, (long Due, long Order)> _events = new();
    readonly List<string> _violations = [];
    long _order;
    int _ids;

    public int Seed => seed;

    public Random Chance { get; } = new(seed);

    public DateTimeOffset Now { get; private set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public int Steps { get; private set; }

    /// <summary>Of everything that happened, in order.</summary>
    public ulong Hash { get; private set; } = 14695981039346656037;

    public ProcessScheduler? Running { get; private set; }

    public bool IsLogged => log is not null;

    /// <summary>What must never be.</summary>
    public IReadOnlyList<string> Violations => _violations;

    /// <summary>How often an event comes before all that could run has run: processes are slow.</summary>
    public double Haste { get; set; }

    public Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        Chance.NextBytes(bytes);
        BitConverter.TryWriteBytes(bytes, ++_ids);
        return new Guid(bytes);
    }

    public bool Flip(double probability) => Chance.NextDouble() < probability;

    public TimeSpan Between(double fromSeconds, double toSeconds) =>
        TimeSpan.FromSeconds(fromSeconds + (Chance.NextDouble() * (toSeconds - fromSeconds)));

    public T Pick<T>(IReadOnlyList<T> from) => from[Chance.Next(from.Count)];

    public void After(TimeSpan delay, Action action) =>
        _events.Enqueue(action, (Now.Ticks + Math.Max(0, delay.Ticks), _order++));

    public void Enqueue(ProcessScheduler process, Task task)
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            // What reaches the thread pool has left the simulation: its order is no longer the seed's.
            lock (_violations) _violations.Add($"{process.Name} was continued from another thread: {new StackTrace()}");
            return;
        }

        _runnable.Add((process, task));
    }

    public void Drop(ProcessScheduler process) => _runnable.RemoveAll(r => r.Process == process);

    /// <summary>Takes one step.</summary>
    /// <returns>False when nothing can happen any more.</returns>
    public bool Step()
    {
        Steps++;
        int index = PickRunnable();
        if (index < 0 || (_events.Count > 0 && Haste > 0 && Flip(Haste)))
        {
            if (!_events.TryDequeue(out Action? action, out (long Due, long Order) when)) return index >= 0;
            if (when.Due > Now.Ticks) Now = new DateTimeOffset(when.Due, TimeSpan.Zero);
            Mix((ulong)when.Order);
            action();
            return true;
        }

        (ProcessScheduler process, Task task) = _runnable[index];
        _runnable[index] = _runnable[^1];
        _runnable.RemoveAt(_runnable.Count - 1);
        // No two turns have the same time, as on a real clock.
        Now += TimeSpan.FromTicks(1);
        Mix((ulong)index);
        Running = process;
        process.Execute(task);
        Running = null;
        return true;
    }

    /// <summary>Records what happened: in the hash always, in words when somebody reads them.</summary>
    public void Note(string who, string what, long number = 0, Func<string>? detail = null)
    {
        foreach (char c in who) Mix(c);
        foreach (char c in what) Mix(c);
        Mix((ulong)number);
        log?.Invoke(string.Create(CultureInfo.InvariantCulture,
            $"{Steps,7} {(Now.Ticks % TimeSpan.TicksPerDay) / (double)TimeSpan.TicksPerSecond,12:F6} {who,-8} {what} {number} {detail?.Invoke()}"));
    }

    public void Violate(string what)
    {
        Note("VIOLATED", what);
        lock (_violations) _violations.Add(what);
    }

    void Mix(ulong value) => Hash = (Hash ^ value) * HashPrime;

    int PickRunnable()
    {
        int count = 0;
        foreach ((ProcessScheduler process, _) in _runnable) count += process.IsPaused ? 0 : 1;
        if (count == 0) return -1;
        int chosen = Chance.Next(count);
        for (int i = 0; i < _runnable.Count; i++)
        {
            if (!_runnable[i].Process.IsPaused && chosen-- == 0) return i;
        }

        throw new UnreachableException();
    }
}
