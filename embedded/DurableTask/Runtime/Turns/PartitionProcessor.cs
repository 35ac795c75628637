using System.Collections.Concurrent;
using Microsoft.DurableTask.Runtime.Entities;
using Microsoft.DurableTask.Runtime.Hosting;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Runtime.Turns;

/// <summary>
/// The turn pipeline of one partition under one lease: take what has arrived, run the turns that are ready, commit them as one group,
/// release what they produced. One loop touches all of it, so nothing here is locked. Group commit adapts: alone and small, a commit
/// is awaited in the loop; under load up to <see cref="DurableRuntimeOptions.CommitsInFlight"/> run beside it. An instance whose turn is
/// not committed does not run: its messages wait.
/// </summary>
internal sealed partial class PartitionProcessor
{
    readonly IDurableStore _store;
    readonly PartitionLease _lease;
    readonly DurableRuntimeOptions _options;
    readonly RuntimeEnvironment _environment;
    readonly IPartitionSurroundings _surroundings;
    readonly ILogger _logger;
    readonly TurnRunner _runner;
    readonly CommitLane _commits;
    readonly TimerQueue<DueTimer> _timers;
    readonly Mailbox _mail = new();
    readonly ConcurrentDictionary<string, InstanceRuntime> _live = new(StringComparer.Ordinal);
    readonly Queue<InstanceRuntime> _ready = new();
    readonly List<TurnWork> _extra = [];
    readonly List<MailItem> _items = [];
    readonly List<MailItem> _deferred = [];
    CancellationToken _stopping;
    readonly ConsumedIds _inboxIds = new();
    readonly TaskCompletionSource _recovered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly List<TaskCompletionSource> _settling = [];
    volatile bool _isOver;
    int _loading;
    bool _readingInbox;
    bool _inboxWanted;
    int _inFlight;
    long _groupBytes;
    long _nextId;
    long _idEnd;

    public PartitionProcessor(
        IDurableStore store, PartitionLease lease, DurableRuntimeOptions options, RuntimeEnvironment environment,
        Replay.OrchestratorHost host, IPartitionSurroundings surroundings, ILogger logger)
    {
        (_store, _lease, _options, _environment, _surroundings, _logger) = (store, lease, options, environment, surroundings, logger);
        _cached = new ExecutionCache(options.CachedExecutionsMax, options.CachedExecutionBytesMax);
        _runner = new TurnRunner(environment, host);
        _commits = new CommitLane(store, lease, environment, logger);
        _timers = new TimerQueue<DueTimer>(environment.Time, () => Post(TickItem.Timer));
        _scheduled = new TimerQueue<ScheduledSignal>(environment.Time, () => Post(TickItem.Timer));
        _entities = new EntityCache(options.CachedEntitiesMax, options.CachedEntityCharsMax);
    }

    public PartitionLease Lease => _lease;

    /// <summary>Counts the ownerships of this process, of whichever partition.</summary>
    public long Number { get; set; }

    /// <summary>Ends when the partition's instances are in memory and messages are taken.</summary>
    public Task Recovered => _recovered.Task;

    public int LiveCount => _live.Count;

    /// <summary>True while the instance has not ended; may be asked on any thread.</summary>
    public bool IsLive(string instanceId) => _live.ContainsKey(instanceId);

    /// <summary>True once this ownership has ended: nothing that is done for it counts any more.</summary>
    public bool IsOver => _isOver;

    /// <summary>Waits until nothing is left to take, run or commit, or this ownership is over.</summary>
    public Task SettleAsync()
    {
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return Post(new SettleItem(settled)) ? settled.Task : Task.CompletedTask;
    }

    /// <param name="lendsThread">The caller has nothing else to do on its thread: the loop may run there.</param>
    /// <returns>False when this ownership is over: the message belongs into the inbox.</returns>
    public bool Post(MailItem item, bool lendsThread = false) => _mail.Post(item, lendsThread);

    /// <summary>Runs until stopped, or until the partition is lost.</summary>
    /// <exception cref="LeaseLostException">Another owner has it.</exception>
    /// <exception cref="CommitUnknownException">It must be acquired and recovered again.</exception>
    public async Task RunAsync(CancellationToken stopping)
    {
        _stopping = stopping;
        await using CancellationTokenRegistration waking = stopping.Register(() => Post(TickItem.Timer));
        try
        {
            await RecoverAsync(stopping);
            _recovered.TrySetResult();
            while (!stopping.IsCancellationRequested)
            {
                await TakeMailAsync(stopping);
                FireTimers();
                RunEntities();
                await StartCheckpointAsync(stopping);
                if (await RunTurnsAsync(stopping)) continue;
                if (_items.Count > 0 || !_mail.IsEmpty) continue;
                if (_inFlight == 0 && _loading == 0 && _toLoad.Count == 0 && _strays.Count == 0)
                {
                    Settle();
                    if (_ready.Count == 0) SettleAllResults();
                }

                await _mail.WaitAsync();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopped by its owner.
        }
        finally
        {
            await StopAsync();
        }
    }

    void Settle()
    {
        foreach (TaskCompletionSource settled in _settling) settled.TrySetResult();
        _settling.Clear();
    }

    /// <summary>Lets commits on their way end, then tells every client that waits.</summary>
    async Task StopAsync()
    {
        _isOver = true;
        _timers.Dispose();
        _scheduled.Dispose();
        // The end of a commit may have been taken from the mail together with what ended this ownership.
        TakeEnds();
        while (_inFlight > 0)
        {
            await _mail.WaitAsync();
            Drain(int.MaxValue);
            TakeEnds();
        }

        _mail.Close();
        Drain(int.MaxValue);
        SettleAllResults();
        var gone = new PartitionGoneException(_lease.Partition);
        _recovered.TrySetException(gone);
        _ = _recovered.Task.Exception;
        foreach (MailItem item in _items.Concat(_deferred).Concat(_strays.Select(s => s.Item)))
        {
            MessageItem? message = item is RetakenItem retaken ? retaken.Message : item as MessageItem;
            message?.Acknowledge?.TrySetException(gone);
        }

        // In one order always: a simulation repeats it.
        IEnumerable<InstanceRuntime> waiting = _live.Values.Where(i => i.Pending.Count > 0).OrderBy(i => i.Row.Id);
        foreach (Delivery delivery in waiting.SelectMany(i => i.Pending)) delivery.Acknowledge?.TrySetException(gone);
        foreach (TurnWork work in _extra.Concat(_committing.SelectMany(group => group))) work.Fail(gone);
        foreach (MailItem item in _items) (item as SettleItem)?.Settled.TrySetResult();
        Settle();
    }

    /// <summary>Takes the ends of commits out of what has arrived.</summary>
    void TakeEnds()
    {
        List<MailItem> taken = [.. _items];
        _items.Clear();
        _items.AddRange(taken.Where(item => !TakeEnd(item)));
    }

    /// <returns>False for what is not the end of a commit.</returns>
    bool TakeEnd(MailItem item)
    {
        if (item is CommittedItem committed) Committed(committed);
        else if (item is FaultItem { IsCommit: true }) _inFlight--;
        else return false;
        return true;
    }

    /// <summary>Runs what is ready, up to the cap, and commits it.</summary>
    /// <returns>False when there was nothing to do, or all lanes are busy.</returns>
    async Task<bool> RunTurnsAsync(CancellationToken stopping)
    {
        if (_inFlight >= _options.CommitsInFlight) return false;
        List<TurnWork> group = RunReady();
        if (group.Count == 0) return false;
        long ownerships = _surroundings.Ownerships;
        foreach (TurnWork work in group) work.OwnershipsBefore = ownerships;
        _committing.Add(group);

        if (_inFlight == 0 && group.Count < _options.InlineCommitTurns)
        {
            Release(group, await _commits.CommitAsync(group, stopping));
            return true;
        }

        _inFlight++;
        _ = _environment.Run(async () =>
        {
            try
            {
                Post(new CommittedItem(group, await _commits.CommitAsync(group, stopping)), lendsThread: true);
            }
            catch (Exception e)
            {
                // Handed to the loop, which ends with it.
                Post(new FaultItem(e, IsCommit: true), lendsThread: true);
            }
        });
        return true;
    }

    List<TurnWork> RunReady()
    {
        List<TurnWork> group = [.. _extra];
        _extra.Clear();
        _groupBytes = 0;
        int turnsMax = group.Count + TurnsAllowed();
        RunWhileResultsCome(group, turnsMax);
        while (HasRoom(group, turnsMax) && _ready.TryDequeue(out InstanceRuntime? instance)) RunTurn(instance, group);
        // What the turns before asked for: the loop may wait next.
        StartLoads();
        return group;
    }

    bool HasRoom(List<TurnWork> group, int turnsMax) => group.Count < turnsMax && _groupBytes < _options.CommitBytesMax;

    void RunTurn(InstanceRuntime instance, List<TurnWork> group)
    {
        instance.IsQueued = false;
        if (TryRunTurn(instance) is not { } work) return;
        group.Add(work);
        _groupBytes += work.Bytes;
    }

    int TurnsAllowed()
    {
        int limit = _options.MaxConcurrentOrchestrators;
        if (limit == int.MaxValue) return _options.CommitTurnsMax;
        return Math.Clamp(limit - _committing.Sum(group => group.Count(work => work.Instance is not null)), 0, _options.CommitTurnsMax);
    }

    void Committed(CommittedItem item)
    {
        _inFlight--;
        Release(item.Turns, item.Report);
    }

    void Enqueue(InstanceRuntime instance)
    {
        if (instance.IsQueued || instance.IsBusy || instance.IsGone || instance.Pending.Count == 0) return;
        instance.IsQueued = true;
        _ready.Enqueue(instance);
    }

    void FireTimers()
    {
        while (_timers.TryTakeDue(out DueTimer? due))
        {
            InstanceRuntime instance = due.Instance;
            if (instance.IsGone || instance.Row.Execution != due.Execution) continue;
            History.HistoryEvent fired = due.TimerId is { } id ? new History.TimerFired(id) : History.ExecutionStarted.Instance;
            instance.Pending.Add(new Delivery(fired));
            Enqueue(instance);
        }
    }
}

/// <summary>The process no longer owns the partition; whether a message that was on its way was written is unknown.</summary>
internal sealed class PartitionGoneException(int partition)
    : IOException($"Partition {partition} is being recovered; the outcome of the request is unknown. Try again.");
