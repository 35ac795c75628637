using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask.Runtime.Entities;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Replay;

/// <summary>
/// One execution of an orchestrator: its code, suspended where it waits, and what it waits for. It stays in memory between turns;
/// lost, it is rebuilt by <see cref="Replay"/>. Code runs only inside <see cref="RunTurn"/> and <see cref="Replay"/>, on the caller's
/// thread: nothing here posts to a scheduler, so the order of continuations is the order of events.
/// </summary>
internal sealed class OrchestrationExecution(InstanceRow instance, OrchestratorHost host)
{
    readonly Dictionary<int, OpenCall> _open = [];
    // Made when they are needed: of an execution that only calls activities, many of which wait in memory, none is.
    List<HistoryEvent>? _whileSuspended;
    List<EventRaised>? _late;
    ExternalEvents? _events;
    CriticalSection? _section;
    Task<object?>? _code;
    RuntimeOrchestrationContext? _context;
    int _turnThread;
    int _nextEventId;

    public InstanceRow Instance { get; } = instance;

    public OrchestratorHost Host { get; } = host;

    public ExternalEvents Events => _events ??= new();

    public CriticalSection Section => _section ??= new();

    /// <summary>The recorded time of the current turn.</summary>
    public DateTime Now { get; private set; }

    public bool IsReplaying { get; private set; }

    public bool IsSuspended { get; private set; }

    public bool HasBegun { get; private set; }

    /// <summary>What the code asked for in the current turn.</summary>
    public List<ActionEvent> Actions { get; private set; } = [];

    public Outcome? Outcome { get; private set; }

    /// <summary>What the code threw, in whichever turn it ended.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>The number of the turn that <see cref="Replay"/> found to differ.</summary>
    public int? DifferentTurn { get; private set; }

    /// <summary>What the code wants to continue with; counts when the function returns.</summary>
    public ContinueAsNewRequest? ContinueAsNew { get; set; }

    /// <summary>Serialized; null when the current turn did not set it.</summary>
    public string? CustomStatus
    {
        get;
        set
        {
            field = value;
            LastCustomStatus = value ?? LastCustomStatus;
        }
    }

    /// <summary>As it stands, whichever turn set it.</summary>
    public string? LastCustomStatus { get; private set; }

    public InstanceStatus Status => IsSuspended ? InstanceStatus.Suspended : HasBegun ? InstanceStatus.Running : InstanceStatus.Pending;

    /// <summary>Calls that wait for their completion.</summary>
    public int OpenCount => _open.Count;

    public IEnumerable<ActionEvent> OpenActions => _open.Values.Select(call => call.Action);

    /// <summary>What came while suspended and takes effect on resumption.</summary>
    public IReadOnlyList<HistoryEvent> Held => Few.Of(_whileSuspended);

    /// <summary>The number of the next action.</summary>
    public int NextEventId => _nextEventId;

    /// <summary>False for a call that is over or was cancelled: its completion changes nothing and needs no turn.</summary>
    public bool IsOpen(int eventId) => _open.ContainsKey(eventId);

    /// <summary>Runs one new turn. Afterwards <see cref="Actions"/>, <see cref="CustomStatus"/> and <see cref="Outcome"/> say what to write.</summary>
    public void RunTurn(DateTime now, IReadOnlyList<HistoryEvent> messages)
    {
        Run(now, messages, replaying: false);
        if (Outcome is Continued continued) Outcome = continued with { Carried = [.. continued.Carried, .. Late()] };
        FailIfStuck();
        if (Outcome is not null) GiveBackLocks(messages);
    }

    /// <summary>
    /// Runs the recorded turns again and compares what the code asks for with what it asked for then; of an instance that has ended, how it
    /// ended too.
    /// </summary>
    /// <returns>False when they differ: <see cref="Outcome"/> is then the failure that names the first difference.</returns>
    public bool Replay(IReadOnlyList<TurnRow> turns)
    {
        foreach (TurnRow turn in turns)
        {
            List<HistoryEvent> events = HistoryReader.Read(turn.Events, turn.Payloads);
            LastCustomStatus = turn.CustomStatus ?? LastCustomStatus;
            Run(events.OfType<OrchestratorStarted>().First().Timestamp, events, replaying: true);
            InstanceStatus? end = events.OfType<ExecutionCompleted>().FirstOrDefault()?.Status;
            if (end is not null) EndAsRecorded(events);
            if (FindDifference(turn.Turn, [.. events.OfType<ActionEvent>()], end) is not { } difference) continue;
            DifferentTurn = turn.Turn;
            Fail(new Failure(
                "DurableTask.Core.Exceptions.NonDeterministicOrchestrationException",
                $"Non-deterministic orchestrator '{Instance.Name}', instance '{Instance.InstanceId}': {difference}",
                IsNonRetriable: true));
            // What is held is what the history says, whatever the code has done now.
            IEnumerable<HistoryEvent> history = turns.SelectMany(t => HistoryReader.Read(t.Events, t.Payloads));
            (Actions, CustomStatus, IsReplaying) = ([.. HeldLocks.Unlocks(history, _nextEventId)], null, false);
            return false;
        }

        (CustomStatus, IsReplaying) = (null, false);
        Actions.Clear();
        return true;
    }

    /// <summary>The number of an action that is recorded next.</summary>
    /// <exception cref="InvalidOperationException">As <see cref="EnsureOwnThread"/> says.</exception>
    public int TakeEventId()
    {
        EnsureOwnThread();
        return _nextEventId++;
    }

    /// <summary>Records a call; the task completes when its completion is applied.</summary>
    public OpenCall Open(ActionEvent action)
    {
        Act(action);
        var call = new OpenCall(action);
        _open.Add(action.EventId, call);
        return call;
    }

    /// <summary>Records an action that nothing answers.</summary>
    public void Act(ActionEvent action) => Actions.Add(action);

    /// <summary>Forgets a call whose token was cancelled.</summary>
    public void Cancel(OpenCall call, CancellationToken cancellationToken)
    {
        if (_open.Remove(call.Action.EventId)) call.Cancel(cancellationToken);
    }

    /// <exception cref="InvalidOperationException">Code that has awaited something else runs on another thread, or after its turn.</exception>
    public void EnsureOwnThread()
    {
        if (_turnThread == Environment.CurrentManagedThreadId) return;
        throw new InvalidOperationException(
            $"Orchestrator '{Instance.Name}' used its context outside of its turn: it may await only tasks of its TaskOrchestrationContext, "
            + "without ConfigureAwait(false), Task.Run or Task.Delay.");
    }

    void Run(DateTime now, IReadOnlyList<HistoryEvent> messages, bool replaying)
    {
        (Now, IsReplaying, CustomStatus) = (now, replaying, null);
        Actions.Clear();
        int before = _turnThread;
        _turnThread = Environment.CurrentManagedThreadId;
        try
        {
            for (int i = 0; i < messages.Count; i++) Apply(messages[i]);
        }
        finally
        {
            _turnThread = before;
        }
    }

    void Apply(HistoryEvent message)
    {
        switch (message)
        {
            case ExecutionTerminated terminated:
                Outcome = new Ended(InstanceStatus.Terminated, terminated.Output, Failure: null);
                break;
            case ExecutionSuspended:
                IsSuspended = true;
                break;
            case ExecutionResumed:
                IsSuspended = false;
                IReadOnlyList<HistoryEvent> held = Held;
                _whileSuspended = null;
                foreach (HistoryEvent one in held) Deliver(one);
                break;
            default:
                // What arrives while suspended is recorded, and takes effect on resumption.
                if (IsSuspended) (_whileSuspended ??= []).Add(message);
                else Deliver(message);
                break;
        }
    }

    void Deliver(HistoryEvent message)
    {
        if (message is EventRaised late && (Outcome is not null || ContinueAsNew is not null))
        {
            // Nobody here takes it any more: it is the next execution's, if there is one.
            (_late ??= []).Add(late);
            return;
        }

        if (Outcome is not null) return;
        switch (message)
        {
            case ExecutionStarted:
                Begin();
                break;
            case TaskCompleted e when _open.Remove(e.TaskScheduledId, out OpenCall? call):
                call.Complete(e.Result);
                break;
            case TaskFailed e when _open.Remove(e.TaskScheduledId, out OpenCall? call):
                call.Fail(((TaskScheduled)call.Action).Name, e.Failure);
                break;
            case SubOrchestrationInstanceCompleted e when _open.Remove(e.TaskScheduledId, out OpenCall? call):
                call.Complete(e.Result);
                break;
            case SubOrchestrationInstanceFailed e when _open.Remove(e.TaskScheduledId, out OpenCall? call):
                call.Fail(((SubOrchestrationInstanceCreated)call.Action).Name, e.Failure);
                break;
            case TimerFired e when _open.Remove(e.TimerId, out OpenCall? call):
                call.Complete(null);
                break;
            case EntityOperationCompleted e when _open.Remove(e.TaskScheduledId, out OpenCall? call):
                call.Complete(e.Result);
                break;
            case EntityOperationFailed e when _open.Remove(e.TaskScheduledId, out OpenCall? call):
                call.Fail(EntityRequests.ExceptionOf((EntityOperationCalled)call.Action, e.Failure));
                break;
            case EntityLockGranted e when _open.Remove(e.TaskScheduledId, out OpenCall? call):
                Section.Granted();
                call.Complete(null);
                break;
            case EventRaised e:
                Events.Raise(e.Name, e.Input);
                break;
        }

        // As in the real runtime, an execution ends when its code has ended and every call that it made is answered or cancelled.
        if (_code is { IsCompleted: true } && Outcome is null && !HasOpenCalls) Outcome = OutcomeOf(_code);
    }

    void Begin()
    {
        if (HasBegun) return;
        HasBegun = true;
        if (Host.Create(Instance, out Failure? failure) is not { } orchestrator)
        {
            Fail(failure!);
            return;
        }

        _code = RunCodeAsync(orchestrator);
    }

    async Task<object?> RunCodeAsync(ITaskOrchestrator orchestrator)
    {
        object? input = Host.Converter.Deserialize(Instance.Input, orchestrator.InputType);
        _context = new RuntimeOrchestrationContext(this, input);
        return await orchestrator.RunAsync(_context, input);
    }

    [SuppressMessage("Usage", "MA0042", Justification = "The task is completed.")]
    Outcome? OutcomeOf(Task<object?> code)
    {
        if (!code.IsCompleted) return null;
        try
        {
            object? output = code.GetAwaiter().GetResult();
            if (ContinueAsNew is not { } request) return new Ended(InstanceStatus.Completed, Host.Converter.Serialize(output), Failure: null);
            return new Continued(request.Input, request.Version, request.PreserveUnprocessedEvents ? Unprocessed() : []);
        }
        catch (Exception e)
        {
            Fault = e;
            return new Ended(InstanceStatus.Failed, Output: null, Host.Describe(e, Instance));
        }
    }

    /// <summary>
    /// Ends the critical section of an execution that is over, and gives back a lock that was granted in the turn of its end, when no
    /// code was left to take it. One that is still asked for goes back when it is granted and finds nobody.
    /// </summary>
    void GiveBackLocks(IReadOnlyList<HistoryEvent> messages)
    {
        if (_section is null) return;
        foreach (string id in _section.Leave(out int lockId)) Actions.Add(new EntityUnlockSent(_nextEventId++, id, lockId));
        foreach (EntityLockGranted granted in messages.Concat(Held).OfType<EntityLockGranted>())
        {
            if (!_open.Remove(granted.TaskScheduledId)) continue;
            foreach (string id in granted.LockSet) Actions.Add(new EntityUnlockSent(_nextEventId++, id, granted.TaskScheduledId));
        }
    }

    IReadOnlyList<HistoryEvent> Unprocessed() => [.. (_events?.TakeBuffered() ?? []).Select(e => new EventRaised(e.Name, e.Payload))];

    /// <summary>What came after the code had asked to continue as new: the next execution's, as if it had come later.</summary>
    IEnumerable<HistoryEvent> Late() =>
        IsSuspended ? [.. _late ?? [], new ExecutionSuspended(Reason: null), .. Held.OfType<EventRaised>()] : _late ?? [];

    /// <summary>Calls of entities do not count: the real runtime waits for their answers as for events.</summary>
    bool HasOpenCalls => _open.Count > 0 && _open.Values.Any(call => call.Action is TaskScheduled or SubOrchestrationInstanceCreated or TimerCreated);

    /// <summary>Ends the execution with a failure that its code has no part in.</summary>
    public void Refuse(Failure failure)
    {
        Fail(failure);
        GiveBackLocks([]);
    }

    void Fail(Failure failure) => Outcome = new Ended(InstanceStatus.Failed, Output: null, failure);

    /// <summary>The recorded turn was the last. An earlier version of this runtime did not wait for open calls: there the code's end decides.</summary>
    void EndAsRecorded(IReadOnlyList<HistoryEvent> messages)
    {
        if (Outcome is null && _code is { IsCompleted: true }) Outcome = OutcomeOf(_code);
        FailIfStuck();
        if (Outcome is not null) GiveBackLocks(messages);
    }

    void FailIfStuck()
    {
        if (Outcome is not null || !HasBegun || IsSuspended || _open.Count > 0 || _events is { WaiterCount: > 0 }) return;
        Fail(new Failure(
            typeof(InvalidOperationException).FullName!,
            $"Orchestrator '{Instance.Name}' waits for something that is not durable: it may await only tasks of its TaskOrchestrationContext."));
    }

    string? FindDifference(int turn, List<ActionEvent> recorded, InstanceStatus? end)
    {
        for (int i = 0; i < Math.Max(recorded.Count, Actions.Count); i++)
        {
            string then = i < recorded.Count ? ActionText.Describe(recorded[i]) : "nothing";
            string now = i < Actions.Count ? ActionText.Describe(Actions[i]) : "nothing";
            if (then != now) return $"in turn {turn} the history says {then}, the code asked for {now}.";
        }

        return (Outcome, end) switch
        {
            (null, null) => null,
            (Ended ended, { } status) when ended.Status == status => null,
            (null, { } status) => $"the history ended in turn {turn} as {status}, the code goes on.",
            ({ } outcome, { } status) => $"in turn {turn} the history ended as {status}, the code: {Describe(outcome)}.",
            ({ } outcome, null) => $"the code ended in turn {turn}, the history goes on: {Describe(outcome)}.",
        };
    }

    static string Describe(Outcome outcome) => outcome switch
    {
        Ended { Failure: { } failure } => failure.ErrorMessage,
        Ended ended => ended.Status.ToString(),
        _ => "continued as new",
    };
}

/// <param name="Version">Null: the version stays.</param>
internal sealed record ContinueAsNewRequest(string? Input, string? Version, bool PreserveUnprocessedEvents);
