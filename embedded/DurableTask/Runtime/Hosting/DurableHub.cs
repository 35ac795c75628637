using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask.Runtime.Activities;
using Microsoft.DurableTask.Runtime.Entities;
using Microsoft.DurableTask.Runtime.Store;
using Microsoft.DurableTask.Runtime.Turns;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Runtime.Hosting;

/// <summary>
/// One hub in this process: the store, the partitions that this process owns (none, where it is only a client), and who waits.
/// A message for a partition that is owned here goes straight into its next turn; any other goes through the inbox.
/// </summary>
internal sealed class DurableHub(IDurableStore store, DurableRuntimeOptions options, RuntimeEnvironment environment, ILogger<DurableHub> logger)
    : IPartitionSurroundings, IAsyncDisposable
{
    static readonly TimeSpan HintPollInterval = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(2);
    readonly SemaphoreSlim _opening = new(1, 1);
    readonly CancellationTokenSource _disposing = new();
    readonly InstanceWaiters _waiters = new();
    PartitionProcessor?[] _owned = [];
    long _ownerships;
    Task _listening = Task.CompletedTask;
    HubInfo? _info;

    public IDurableStore Store => store;

    public DurableRuntimeOptions Options => options;

    public RuntimeEnvironment Environment => environment;

    public ILogger Logger => logger;

    /// <summary>Set by the worker of this process.</summary>
    public ActivityDispatcher? Activities { get; set; }

    /// <summary>Set by the worker of this process.</summary>
    public EntityDispatcher? Entities { get; set; }

    public ValueTask<HubInfo> OpenAsync(CancellationToken cancellationToken) =>
        _info is { } known ? ValueTask.FromResult(known) : new ValueTask<HubInfo>(OpenFirstAsync(cancellationToken));

    async Task<HubInfo> OpenFirstAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (_info is not null) return _info;
            HubInfo info = await store.OpenAsync(options.HubName, options.Partitions, cancellationToken);
            _owned = new PartitionProcessor?[info.Partitions];
            _listening = environment.Run(ListenAsync);
            return _info = info;
        }
        finally
        {
            _opening.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposing.IsCancellationRequested) return;
        await _disposing.CancelAsync();
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _disposing.Dispose();
        _opening.Dispose();
    }

    public PartitionProcessor? Owned(int partition) => Volatile.Read(ref _owned[partition]);

    public long Ownerships => Volatile.Read(ref _ownerships);

    public void Own(int partition, PartitionProcessor? processor)
    {
        if (processor is not null) processor.Number = Interlocked.Increment(ref _ownerships);
        Volatile.Write(ref _owned[partition], processor);
        // Who waited for a signal from the processor that is gone looks into the store.
        if (processor is null) _waiters.SignalAll();
    }

    /// <summary>Waits until the partitions of this process have committed what they have; work that never ends is not waited for long.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        Task settled = Task.WhenAll(Enumerable.Range(0, _owned.Length).Select(p => Owned(p)?.SettleAsync() ?? Task.CompletedTask));
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        leaving.CancelAfter(SettleTime);
        await settled.WaitAsync(leaving.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Creates an instance; returns once that is durable.</summary>
    /// <returns>Null, or the status of the instance that is in the way.</returns>
    /// <exception cref="global::DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException">The same, where this process owns the partition.</exception>
    public async Task<History.InstanceStatus?> StartAsync(StartMessage start, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        try
        {
            if (TryPost(start, out Task? written))
            {
                await written.WaitAsync(cancellationToken);
                return null;
            }
        }
        catch (PartitionGoneException e) when (start.IsFreshId)
        {
            return await StartAgainAsync(start, e, cancellationToken);
        }

        History.InstanceStatus? inTheWay = await store.CreateAsync(start.Instance, start.Dedupe, cancellationToken);
        if (inTheWay is null) Hint(new Wakeup(PartitionOf(start.InstanceId)));
        return inTheWay;
    }

    /// <summary>Sends an event to whichever instance bears the id now; returns once that is durable.</summary>
    public Task SendAsync(string instanceId, History.HistoryEvent historyEvent, CancellationToken cancellationToken) =>
        SendAsync(new EventMessage(instanceId, historyEvent), cancellationToken);

    /// <summary>Sends a message; returns once that is durable.</summary>
    public async Task SendAsync(Message message, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        // What suspends and resumes keeps its order whichever process it was said to: none overtakes another in memory.
        bool isOrdered = message is EventMessage { Event: History.ExecutionSuspended or History.ExecutionResumed };
        if (!isOrdered && TryPost(message, out Task? written))
        {
            await written.WaitAsync(cancellationToken);
            return;
        }

        await store.SendAsync([message], cancellationToken);
        int partition = PartitionOf(message.InstanceId);
        if (Owned(partition)?.Post(TickItem.Inbox) != true) Hint(new Wakeup(partition));
    }

    /// <summary>Waits until the instance is in a state that <paramref name="isReached"/> accepts; only the token ends the wait.</summary>
    public async Task<InstanceState> WaitAsync(
        string instanceId, Func<History.InstanceStatus, bool> isReached, CancellationToken cancellationToken)
    {
        using InstanceWaiters.Waiter waiter = _waiters.Add(instanceId);
        bool isDelayed = await OpenToWaitAsync(instanceId, cancellationToken);
        while (true)
        {
            waiter.Reset();
            bool isLiveHere = Owned(PartitionOf(instanceId))?.IsLive(instanceId) == true;
            // An instance that lives here signals its end; whether it has begun already, only the store tells.
            if (!isLiveHere || isReached(History.InstanceStatus.Running))
            {
                try
                {
                    InstanceState? state = await store.FindAsync(instanceId, withPayloads: true, cancellationToken);
                    if (state is not null && isReached(state.Status)) return state;
                    isDelayed = false;
                }
                catch (Exception e) when (StoreFaults.IsPassing(e) && !cancellationToken.IsCancellationRequested)
                {
                    if (!isDelayed) DurableRuntimeLog.WaitDelayed(logger, e, instanceId);
                    isDelayed = true;
                }
            }

            InstanceState? signalled = isLiveHere && !isDelayed
                ? await waiter.Next.WaitAsync(cancellationToken)
                : await NextOrPollAsync(waiter, cancellationToken);
            if (signalled is not null && isReached(signalled.Status)) return signalled;
        }
    }

    public void Route(IReadOnlyList<InboxMessage> messages, long ownerships)
    {
        foreach (InboxMessage message in messages)
        {
            int partition = PartitionOf(message.Message.InstanceId);
            PartitionProcessor? owner = Owned(partition);
            MailItem item = owner?.Number > ownerships ? TickItem.Inbox : new MessageItem(message.Message, message.Id);
            if (owner?.Post(item) == true) continue;
            Hint(new Wakeup(partition));
        }
    }

    public void Dispatch(ActivityCall call, PartitionProcessor caller) => Activities!.Dispatch(call, caller);

    public void Settled(int activities) => Activities!.Settled(activities);

    public void Dispatch(EntityBatch batch, PartitionProcessor owner) => Entities!.Dispatch(batch, owner);

    public void Changed(InstanceState state)
    {
        _waiters.Signal(state);
        Hint(new Wakeup(Partition: null));
    }

    /// <summary>Opens the hub for one who waits anyway: also for the database.</summary>
    /// <returns>Whether that took more than one try.</returns>
    async Task<bool> OpenToWaitAsync(string instanceId, CancellationToken cancellationToken)
    {
        for (bool isDelayed = false; ; isDelayed = true)
        {
            try
            {
                await OpenAsync(cancellationToken);
                return isDelayed;
            }
            catch (Exception e) when (StoreFaults.IsPassing(e) && !cancellationToken.IsCancellationRequested)
            {
                if (!isDelayed) DurableRuntimeLog.WaitDelayed(logger, e, instanceId);
                await Task.Delay(HintPollInterval, environment.Time, cancellationToken);
            }
        }
    }

    /// <summary>
    /// Nobody else knows an id that was drawn for this start: what bears it now is what was started, so the start may be repeated until
    /// it is there. Whatever the old owner was still writing holds the id's key until it is written or not.
    /// </summary>
    async Task<History.InstanceStatus?> StartAgainAsync(StartMessage start, PartitionGoneException gone, CancellationToken cancellationToken)
    {
        try
        {
            await store.CreateAsync(start.Instance, StartMessage.AllStatuses, cancellationToken);
        }
        catch (Exception e) when (StoreFaults.IsPassing(e) && !cancellationToken.IsCancellationRequested)
        {
            throw new OutcomeUnknownException($"instance '{start.InstanceId}' was started", gone);
        }

        Hint(new Wakeup(PartitionOf(start.InstanceId)));
        return null;
    }

    /// <summary>Only a hint: a partition whose commit ends after the hub is closed must not fail on it.</summary>
    void Hint(Wakeup wakeup)
    {
        if (!_disposing.IsCancellationRequested) _ = store.NotifyAsync(wakeup, CancellationToken.None);
    }

    public int PartitionOf(string instanceId) => PartitionHash.PartitionOf(instanceId, _owned.Length);

    /// <summary>Hands a message to its partition, if this process owns it.</summary>
    /// <param name="written">Ends once the message is durable.</param>
    /// <returns>False: it must go through the inbox.</returns>
    bool TryPost(Message message, [NotNullWhen(true)] out Task? written)
    {
        written = null;
        if (Owned(PartitionOf(message.InstanceId)) is not { } processor) return false;
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        written = source.Task;
        return processor.Post(new MessageItem(message, InboxId: null, source));
    }

    async Task<InstanceState?> NextOrPollAsync(InstanceWaiters.Waiter waiter, CancellationToken cancellationToken)
    {
        using var polling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task pause = Task.Delay(HintPollInterval, environment.Time, polling.Token);
        Task<InstanceState?> next = waiter.Next;
        await environment.WhenAnyAsync(next, pause);
        await environment.CancelAsync(polling);
        cancellationToken.ThrowIfCancellationRequested();
        return next.IsCompleted ? await next : null;
    }

    /// <summary>Listens while the hub lives, whatever ends the store's listening.</summary>
    async Task ListenAsync()
    {
        bool isAway = false;
        while (!_disposing.IsCancellationRequested)
        {
            try
            {
                await store.ListenAsync(Woken, _disposing.Token);
                await Task.Delay(HintPollInterval, environment.Time, _disposing.Token);
            }
            catch (OperationCanceledException) when (_disposing.IsCancellationRequested)
            {
                // The hub is being closed.
            }
            catch (Exception e)
            {
                if (!isAway) DurableRuntimeLog.ListeningFailed(logger, e, options.HubName);
                isAway = true;
                await Task.Delay(options.PollInterval, environment.Time, _disposing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    void Woken(Wakeup wakeup)
    {
        if (wakeup.Partition is { } partition)
        {
            // Anybody may send on the channel.
            if ((uint)partition < (uint)_owned.Length) Owned(partition)?.Post(TickItem.Inbox);
        }
        else _waiters.SignalElsewhere(id => Owned(PartitionOf(id))?.IsLive(id) != true);
    }
}
