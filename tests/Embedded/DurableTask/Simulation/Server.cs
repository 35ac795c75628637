using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Runtime.Store.InMemory;

namespace Microsoft.DurableTask.Tests.Simulation;

/// <summary>
/// The database that all processes share, on its own clock. It does a call when the call arrives, whether or not the caller still
/// lives by then, and what it has done stays done if the answer is lost.
/// </summary>
internal sealed class Server
{
    readonly World _world;
    readonly List<Connection> _listening = [];

    public Server(World world)
    {
        _world = world;
        Store = new InMemoryStore(new ServerTime(world), world.NewId);
        Audit = new Audit(world);
    }

    public InMemoryStore Store { get; }

    public Audit Audit { get; }

    public ServerFaults Faults { get; set; } = ServerFaults.None;

    /// <summary>Instead of chance: which writes break.</summary>
    public WritePlan? Plan { get; set; }

    /// <summary>Lets a process die with its write.</summary>
    public Action<ProcessScheduler> Die { get; set; } = _ => { };

    public TimeSpan Delay() => _world.Flip(Faults.Slow)
        ? _world.Between(0.05, ServerFaults.DelayMax.TotalSeconds)
        : _world.Between(0, _world.Flip(0.5) ? 0.0005 : 0.02);

    public void Commit(PartitionLease lease, IReadOnlyList<TurnCommit> turns)
    {
        Store.CommitAsync(lease, turns, CancellationToken.None).GetAwaiter().GetResult();
        Audit.Committed(lease, turns);
    }

    public PartitionLease? Acquire(int partition, string owner, TimeSpan duration)
    {
        PartitionLease? lease = Store.TryAcquireAsync(partition, owner, duration, CancellationToken.None).GetAwaiter().GetResult();
        if (lease is not null) Audit.Acquired(lease);
        return lease;
    }

    public void Listen(Connection connection) => _listening.Add(connection);

    public void Forget(Connection connection) => _listening.Remove(connection);

    public void Notify(Wakeup wakeup)
    {
        foreach (Connection connection in _listening)
        {
            if (_world.Flip(Faults.NotificationLost)) continue;
            _world.After(Delay(), () => connection.Hear(wakeup));
        }
    }

    sealed class ServerTime(World world) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => world.Now;
    }
}
