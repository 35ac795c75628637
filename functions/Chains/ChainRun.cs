using Microsoft.DurableTask;
using Orchestrator.Core.Chains.Changes;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Tasks;

namespace Orchestrator.Functions.Chains;

/// <summary>The decisions of <see cref="RunChain"/>. Reordering its calls is a new version of the orchestrator.</summary>
/// <param name="ended">Fires when the execution has ended.</param>
sealed class ChainRun(TaskOrchestrationContext context, ChainRunInput input, CancellationToken ended)
{
    // What a task of a chain writes at most: its call, a look at its row, and the marks of their turns.
    const int EventsOfANode = 6;
    static readonly TimeSpan LookAtFirst = TimeSpan.FromSeconds(5);
    static readonly TimeSpan LookAtMost = TimeSpan.FromMinutes(5);

    readonly ChainRunInput _run = input with { Carried = null };
    readonly HashSet<RunKey> _forgiven = [.. input.Carried?.Forgiven ?? []];
    readonly HashSet<Guid> _held = [];
    readonly Task _never = new TaskCompletionSource().Task;
    Task<ChainChanged?> _changed = WaitForChange(context, ended);
    Task? _look;
    TimeSpan _lookIn = LookAtFirst;
    HistoryTally _tally = new(eventsMax: null);
    ChainNodes? _nodes;
    ChainState _state = null!;
    bool _suspended = input.Carried?.Suspended ?? false;
    int? _underWayMax;
    bool _hasMoved;  // an execution that only began another would go on for ever

    ChainNodes Nodes => _nodes!;

    public async Task<RunChainResult> RunAsync()
    {
        // A run begins because somebody wants the chain to go on, in spite of the failures that it has.
        if (await LoadAsync(reopened: input.Carried is null) is { } reason)
        {
            return new RunChainResult(reason, Nodes: 0);
        }

        if (input.Carried is { } carried)
        {
            TakeOver(carried);
        }

        while (true)
        {
            await AdvanceAsync();
            if (Nodes.UnderWay == 0 && _state.Progress.IsOver && !_changed.IsCompleted)
            {
                await SettleAsync(_state.Remaining());
                if (await CallAsync<bool>(nameof(FinishChain), _run))
                {
                    return new RunChainResult(StopReason: null, _state.Count);
                }

                // Somebody opened a task again in between.
                await LoadAsync(reopened: true);
                continue;
            }

            if (_tally.IsFull && _hasMoved && !_changed.IsCompleted)
            {
                // What a change says is not in the rows, so it is heeded first; of reports, that came or are to come, the rows know all.
                context.ContinueAsNew(_run with { Carried = Carry() });
                return new RunChainResult(StopReason: null, _state.Count);
            }

            await Task.WhenAny(Nodes.NextEnd, _changed, LookLater());
            _hasMoved = true;
            foreach ((Guid task, NodeEnd end) in Nodes.TakeEnds())
            {
                _state.Finish(task, end);
            }

            if (_changed.IsCompleted)
            {
                bool reopened = _changed.IsCompletedSuccessfully && _changed.Result?.Reopened == true;
                _changed = WaitForChange(context, ended);
                _tally.Received();
                await LoadAsync(reopened);
            }
            else if (_look is { IsCompleted: true })
            {
                _look = null;
                _lookIn = _lookIn * 2 < LookAtMost ? _lookIn * 2 : LookAtMost;
                await LoadAsync(reopened: false, looksAnew: true);
            }
        }
    }

    static Task<ChainChanged?> WaitForChange(TaskOrchestrationContext context, CancellationToken ended) =>
        context.WaitForExternalEvent<ChainChanged?>(ChainRunInput.ChangedEvent, ended);

    /// <summary>Reads the chain as it is now. Tasks that this run has started count as under way until their end has come here.</summary>
    /// <param name="reopened">The failures that there are do not end a fail-fast chain.</param>
    /// <param name="looksAnew">Tasks are under way by their rows: a report may be lost, with whoever should have sent it.</param>
    async Task<string?> LoadAsync(bool reopened, bool looksAnew = false)
    {
        List<ChainPlanPage> pages = [];
        int read = 0;
        do
        {
            ChainPlanPage page = await CallAsync<ChainPlanPage>(nameof(PlanChain), new PlanChainInput(_run, read, _nodes is null ? input.Carried?.Execution : null));
            if (page.StopReason is not null)
            {
                return page.StopReason;
            }

            pages.Add(page);
            read += page.Nodes.Count;
        }
        while (read < pages[0].NodeCount && pages[^1].Nodes.Count > 0);

        if (_nodes is null)
        {
            ChooseNodes(pages[0], pages.Count);
        }

        if (reopened)
        {
            _forgiven.UnionWith(pages.SelectMany(p => p.Nodes).Where(n => n.Status == TaskRecordStatus.Failed).Select(n => new RunKey(n.TaskId, n.Run)));
        }

        if (looksAnew)
        {
            foreach (ChainPlanNode node in pages.SelectMany(p => p.Nodes).Where(n => n.Status == TaskRecordStatus.Cancelled && Nodes.IsUnderWay(n)))
            {
                Nodes.Cancel(node);
            }

            Nodes.ForgetAll();
        }

        bool wasSuspended = _suspended;
        _state = ChainState.Of(pages, Nodes.IsUnderWay, _forgiven, _underWayMax);
        foreach (ChainPlanNode node in _state.OpenElsewhere(Nodes.IsUnderWay))
        {
            Nodes.Follow(node);
        }

        foreach (ChainPlanNode node in _state.CancelledOutside(Nodes.IsUnderWay))
        {
            Nodes.Cancel(node);
        }

        _suspended = _state.Suspended;
        foreach (ChainPlanNode node in _suspended == wasSuspended ? [] : _state.MapsUnderWay(Nodes.IsUnderWay))
        {
            Nodes.Steer(node, _suspended ? NodeCourse.Hold : NodeCourse.Go);
        }

        return null;
    }

    /// <summary>A run whose whole history is small calls its tasks; a larger one starts them, to be able to continue as new.</summary>
    void ChooseNodes(ChainPlanPage first, int pages)
    {
        if (first.EventsMax is { } eventsMax && first.NodeCount * EventsOfANode > eventsMax)
        {
            _tally = new HistoryTally(eventsMax);
            _underWayMax = eventsMax / 4;
            _nodes = new StartedNodes(context, _tally, _run, ended);
            for (int page = 0; page < pages; page++)
            {
                _tally.Call();
            }
        }
        else
        {
            _nodes = new CalledNodes(context, _tally, ended);
        }
    }

    ChainRunCarried Carry()
    {
        bool isForgiving = _state.FailsFast;
        return new ChainRunCarried((input.Carried?.Execution ?? 0) + 1, _suspended, isForgiving ? [.. _forgiven] : []);
    }

    void TakeOver(ChainRunCarried carried)
    {
        // Whoever cancelled them may have told the execution before, which had no time to tell them.
        foreach (ChainPlanNode node in _state.Stopped())
        {
            Nodes.Cancel(node);
        }

        if (carried.Suspended && !_suspended)
        {
            _held.UnionWith(_state.FindReady().Select(n => n.TaskId));
        }
    }

    /// <summary>Reports may get lost; tasks that are called do not need this.</summary>
    Task LookLater()
    {
        if (_look is null && Nodes is StartedNodes && Nodes.UnderWay > 0)
        {
            _tally.Call();
            _look = context.CreateTimer(_lookIn, ended);
        }

        return _look ?? _never;
    }

    async Task AdvanceAsync()
    {
        await SettleAsync(_state.TakeSkips());
        if (_state.Suspended)
        {
            await HoldAsync([.. _state.FindReady().Select(n => n.TaskId).Where(_held.Add)], WaitReason.Suspended);
        }
        else
        {
            await HoldAsync([.. _held], reason: null);
            _held.Clear();
            await Nodes.StartAsync(_state.TakeReady(), _state.HasExpressions);
        }

        context.SetCustomStatus(new RunChainStatus(_state.Count, _state.Ended, Nodes.UnderWay));
    }

    async Task HoldAsync(IReadOnlyList<Guid> tasks, WaitReason? reason)
    {
        foreach (Guid[] some in tasks.Chunk(IChainRunStore.PageSize))
        {
            _tally.Call();
            await context.CallActivityAsync(nameof(HoldNodes), new NodeWaits(some, reason), Activities.UntilDone);
        }
    }

    async Task SettleAsync(IReadOnlyList<NodeSettlement> settlements)
    {
        foreach (NodeSettlement[] some in settlements.Chunk(IChainRunStore.PageSize))
        {
            _tally.Call();
            await context.CallActivityAsync(nameof(SettleNodes), some, Activities.UntilDone);
        }
    }

    Task<T> CallAsync<T>(string activity, object argument)
    {
        _tally.Call();
        return context.CallActivityAsync<T>(activity, argument, Activities.UntilDone);
    }
}
