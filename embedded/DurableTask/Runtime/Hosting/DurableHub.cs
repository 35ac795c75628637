using Microsoft.DurableTask.Runtime.Activities;
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
    readonly SemaphoreSlim _opening = new(1, 1);
    readonly CancellationTokenSource _disposing = new();
    readonly InstanceWaiters _waiters = new();
    PartitionProcessor?[] _owned = [];
    Task _listening = Task.CompletedTask;
    HubInfo? _info;

    public IDurableStore Store => store;

    public DurableRuntimeOptions Options => options;

    public RuntimeEnvironment Environment => environment;

    public ILogger Logger => logger;

    /// <summary>Set by the worker of this process.</summary>
    public ActivityDispatcher? Activities { get; set; }

    public async Task<HubInfo> OpenAsync(CancellationToken cancellationToken)
    {
        if (_info is { } known) return known;
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

    public void Own(int partition, PartitionProcessor? processor)
    {
        Volatile.Write(ref _owned[partition], processor);
        // Who waited for a signal from the processor that is gone looks into the store.
        if (processor is null) _waiters.SignalAll();
    }

    /// <summary>Creates an instance; returns once that is durable.</summary>
    /// <returns>Null, or the status of the instance that is in the way.</returns>
    /// <exception cref="global::DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException">The same, where this process owns the partition.</exception>
    public async Task<History.InstanceStatus?> StartAsync(StartMessage start, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        if (await TryPostAsync(start, cancellationToken)) return null;
        History.InstanceStatus? inTheWay = await store.CreateAsync(start.Instance, start.Dedupe, cancellationToken);
        if (inTheWay is null) await store.NotifyAsync(new Wakeup(PartitionOf(start.InstanceId)), cancellationToken);
        return inTheWay;
    }

    /// <summary>Sends an event to whichever instance bears the id now; returns once that is durable.</summary>
    public async Task SendAsync(string instanceId, History.HistoryEvent historyEvent, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        var message = new EventMessage(instanceId, historyEvent);
        if (await TryPostAsync(message, cancellationToken)) return;
        await store.SendAsync([message], cancellationToken);
        await store.NotifyAsync(new Wakeup(PartitionOf(instanceId)), cancellationToken);
    }

    /// <summary>Waits until the instance is in a state that <paramref name="isReached"/> accepts; only the token ends the wait.</summary>
    public async Task<InstanceState> WaitAsync(
        string instanceId, Func<History.InstanceStatus, bool> isReached, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        using InstanceWaiters.Waiter waiter = _waiters.Add(instanceId);
        while (true)
        {
            waiter.Reset();
            bool isLiveHere = Owned(PartitionOf(instanceId))?.IsLive(instanceId) == true;
            // An instance that lives here signals its end; whether it has begun already, only the store tells.
            if (!isLiveHere || isReached(History.InstanceStatus.Running))
            {
                InstanceState? state = await store.FindAsync(instanceId, withPayloads: true, cancellationToken);
                if (state is not null && isReached(state.Status)) return state;
            }

            InstanceState? signalled = isLiveHere
                ? await waiter.Next.WaitAsync(cancellationToken)
                : await NextOrPollAsync(waiter, cancellationToken);
            if (signalled is not null && isReached(signalled.Status)) return signalled;
        }
    }

    public void Route(IReadOnlyList<InboxMessage> messages)
    {
        foreach (InboxMessage message in messages)
        {
            int partition = PartitionOf(message.Message.InstanceId);
            if (Owned(partition)?.Post(new MessageItem(message.Message, message.Id)) == true) continue;
            _ = store.NotifyAsync(new Wakeup(partition), _disposing.Token);
        }
    }

    public void Dispatch(ActivityCall call, PartitionProcessor caller) => Activities!.Dispatch(call, caller);

    public void Changed(InstanceState state)
    {
        _waiters.Signal(state);
        _ = store.NotifyAsync(new Wakeup(Partition: null), _disposing.Token);
    }

    public int PartitionOf(string instanceId) => PartitionHash.PartitionOf(instanceId, _owned.Length);

    async Task<bool> TryPostAsync(Message message, CancellationToken cancellationToken)
    {
        if (Owned(PartitionOf(message.InstanceId)) is not { } processor) return false;
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!processor.Post(new MessageItem(message, InboxId: null, written))) return false;
        await written.Task.WaitAsync(cancellationToken);
        return true;
    }

    async Task<InstanceState?> NextOrPollAsync(InstanceWaiters.Waiter waiter, CancellationToken cancellationToken)
    {
        using var polling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task pause = Task.Delay(HintPollInterval, environment.Time, polling.Token);
        Task first = await Task.WhenAny(waiter.Next, pause);
        await polling.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return first == waiter.Next ? await waiter.Next : null;
    }

    async Task ListenAsync()
    {
        try
        {
            await store.ListenAsync(Woken, _disposing.Token);
        }
        catch (OperationCanceledException) when (_disposing.IsCancellationRequested)
        {
            // The hub is being closed.
        }
    }

    void Woken(Wakeup wakeup)
    {
        if (wakeup.Partition is { } partition) Owned(partition)?.Post(TickItem.Inbox);
        else _waiters.SignalElsewhere(id => Owned(PartitionOf(id))?.IsLive(id) != true);
    }
}
