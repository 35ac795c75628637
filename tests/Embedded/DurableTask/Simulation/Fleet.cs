using Microsoft.DurableTask.Runtime.Hosting;
using Microsoft.DurableTask.Runtime.Turns;

namespace Microsoft.DurableTask.Tests.Simulation;

/// <summary>One to three processes, and what becomes of them: crashed, paused, stopped, robbed of their leases, started again.</summary>
internal sealed class Fleet
{
    readonly World _world;
    readonly Server _server;
    readonly DurableTaskRegistry _tasks;
    readonly Action<InstanceRuntime> _turnCommitted;
    readonly SimulatedProcess?[] _slots;
    readonly int _partitions;
    readonly double _misfortune;
    int _incarnations;
    readonly bool _isAlone;
    bool _isQuiet;

    /// <param name="isAlone">One process, which dies only with a write.</param>
    public Fleet(World world, Server server, DurableTaskRegistry tasks, Action<InstanceRuntime> turnCommitted, bool isAlone)
    {
        (_world, _server, _tasks, _turnCommitted) = (world, server, tasks, turnCommitted);
        _slots = new SimulatedProcess?[isAlone ? 1 : world.Chance.Next(1, 4)];
        _isAlone = isAlone;
        server.Die = Die;
        _partitions = isAlone ? 2 : world.Chance.Next(1, 5);
        _misfortune = Math.Pow(world.Chance.NextDouble(), 2);
        for (int i = 0; i < _slots.Length; i++) StartLater(i, world.Between(0, 2));
        if (!isAlone) Trouble();
    }

    public int Crashes { get; private set; }

    public int Pauses { get; private set; }

    public int Robberies { get; private set; }

    public IEnumerable<SimulatedProcess> Running => _slots.OfType<SimulatedProcess>().Where(p => !p.Scheduler.IsDead);

    /// <summary>A process that answers clients, or null.</summary>
    public SimulatedProcess? Reachable()
    {
        List<SimulatedProcess> open = [.. Running.Where(p => p is { IsOpen: true, IsStopping: false })];
        return open.Count == 0 ? null : _world.Pick(open);
    }

    /// <summary>Nothing more goes wrong; all that is down or paused comes back.</summary>
    public void Calm()
    {
        _isQuiet = true;
        _world.Note("world", "is calm");
        foreach (SimulatedProcess process in Running.Where(p => p.Scheduler.IsPaused)) process.Scheduler.Resume();
    }

    public int Owners(int partition) => Running.Count(p => p.IsOpen && p.Hub.Owned(partition) is { IsOver: false });

    public IEnumerable<int> Partitions => Enumerable.Range(0, _partitions);

    void Die(ProcessScheduler scheduler)
    {
        int slot = Array.FindIndex(_slots, s => s?.Scheduler == scheduler);
        if (slot < 0 || scheduler.IsDead) return;
        Crashes++;
        _world.Note(scheduler.Name, "dies with a write");
        _slots[slot]!.Kill();
        Restart(slot);
    }

    void StartLater(int slot, TimeSpan delay) => _world.After(delay, () =>
    {
        var process = new SimulatedProcess(_world, _server, _tasks, $"p{slot}.{++_incarnations}", Options());
        _slots[slot] = process;
        process.Start();
        WatchLater(slot, process);
    });

    /// <summary>A process that has stopped by itself is started again.</summary>
    void WatchLater(int slot, SimulatedProcess process) => _world.After(_world.Between(0.5, 1.5), () =>
    {
        if (_slots[slot] != process) return;
        if (!process.Scheduler.IsDead) WatchLater(slot, process);
        else Restart(slot);
    });

    void Restart(int slot)
    {
        _slots[slot] = null;
        StartLater(slot, _world.Flip(0.5) ? _world.Between(0, 0.5) : _world.Between(0.5, 25));
    }

    /// <summary>One misfortune after another, a few seconds or less apart.</summary>
    void Trouble()
    {
        if (_isQuiet) return;
        int slot = _world.Chance.Next(_slots.Length);
        if (_slots[slot] is { Scheduler: { IsDead: false, IsPaused: false } } process && _world.Flip(_misfortune)) Befall(slot, process);
        _world.After(_world.Flip(0.3) ? _world.Between(0, 0.05) : _world.Between(0.05, 4), Trouble);
    }

    void Befall(int slot, SimulatedProcess process)
    {
        switch (_world.Chance.Next(8))
        {
            case 0 or 1 or 2:
                Crashes++;
                _world.Note(process.Scheduler.Name, "dies");
                process.Kill();
                Restart(slot);
                break;
            case 3 or 4:
                Pauses++;
                _world.Note(process.Scheduler.Name, "is paused");
                process.Scheduler.Pause();
                _world.After(_world.Flip(0.5) ? _world.Between(0.01, 3) : _world.Between(5, 30), () =>
                {
                    if (process.Scheduler is not { IsDead: false, IsPaused: true }) return;
                    _world.Note(process.Scheduler.Name, "goes on");
                    process.Scheduler.Resume();
                });
                break;
            case 5 when !process.IsStopping && process.IsOpen:
                _world.Note(process.Scheduler.Name, "is stopped");
                process.Stop();
                break;
            default:
                int partition = _world.Chance.Next(_partitions);
                if (!process.IsOpen || process.Hub.Owned(partition) is null) break;
                Robberies++;
                _world.Note(process.Scheduler.Name, "is robbed of", partition);
                // As if another process had come by and had given it back.
                _server.Acquire(partition, process.Hub.Options.Owner, _world.Flip(0.5) ? TimeSpan.Zero : TimeSpan.FromSeconds(3));
                break;
        }
    }

    DurableRuntimeOptions Options() => _isAlone ? Plain() : new()
    {
        HubName = "simulation",
        Owner = $"p{_incarnations}",
        Partitions = _partitions,
        LeaseDuration = _world.Between(4, 12),
        PollInterval = _world.Between(0.5, 2),
        MaxConcurrentActivities = _world.Chance.Next(1, 8),
        UncommittedActivitiesMax = _world.Flip(0.5) ? 1 : 96,
        CommitsInFlight = _world.Chance.Next(1, 4),
        InlineCommitTurns = _world.Flip(0.5) ? 0 : 200,
        CommitTurnsMax = _world.Flip(0.5) ? _world.Chance.Next(1, 4) : 4_000,
        CachedExecutionsMax = _world.Flip(0.5) ? _world.Chance.Next(0, 3) : 50_000,
        RecoveredHistoryBytesMax = _world.Flip(0.5) ? 0 : 256 << 20,
        DeliveriesMax = 1_000,
        TurnCommitted = _turnCommitted,
    };

    /// <remarks>A commit for each turn: each is a point of its own.</remarks>
    DurableRuntimeOptions Plain() => new()
    {
        HubName = "simulation",
        Owner = $"p{_incarnations}",
        Partitions = 2,
        LeaseDuration = TimeSpan.FromSeconds(5),
        CommitTurnsMax = 1,
        CommitsInFlight = 1,
        DeliveriesMax = 1_000,
        TurnCommitted = _turnCommitted,
    };
}
