using Microsoft.DurableTask;
using Orchestrator.Core.Chains.Changes;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Tasks;

namespace Orchestrator.Functions.Chains;

/// <summary>The decisions of <see cref="RunChain"/>. Reordering its calls is a new version of the orchestrator.</summary>
/// <param name="ended">Fires when the run has ended.</param>
sealed class ChainRun(TaskOrchestrationContext context, ChainRunInput input, CancellationToken ended)
{
    readonly ChainNodes _nodes = new(context, ended);
    readonly HashSet<Guid> _forgiven = [];
    readonly HashSet<Guid> _held = [];
    Task<ChainChanged?> _changed = WaitForChange(context, ended);
    ChainState _state = null!;
    bool _suspended;

    public async Task<RunChainResult> RunAsync()
    {
        // A run begins because somebody wants the chain to go on, in spite of the failures that it has.
        if (await LoadAsync(reopened: true) is { } reason)
        {
            return new RunChainResult(reason, Nodes: 0);
        }

        while (true)
        {
            await AdvanceAsync();
            if (_nodes.UnderWay == 0 && _state.Progress.IsOver && !_changed.IsCompleted)
            {
                await SettleAsync(_state.Remaining());
                if (await context.CallActivityAsync<bool>(nameof(FinishChain), input, Activities.UntilDone))
                {
                    return new RunChainResult(StopReason: null, _state.Count);
                }

                // Somebody opened a task again in between.
                await LoadAsync(reopened: true);
                continue;
            }

            await Task.WhenAny(_nodes.NextEnd, _changed);
            foreach ((Guid task, NodeEnd end) in _nodes.TakeEnds())
            {
                _forgiven.Remove(task);
                _state.Finish(task, end);
            }

            if (_changed.IsCompleted)
            {
                bool reopened = _changed.IsCompletedSuccessfully && _changed.Result?.Reopened == true;
                _changed = WaitForChange(context, ended);
                await LoadAsync(reopened);
            }
        }
    }

    static Task<ChainChanged?> WaitForChange(TaskOrchestrationContext context, CancellationToken ended) =>
        context.WaitForExternalEvent<ChainChanged?>(ChainRunInput.ChangedEvent, ended);

    /// <summary>Reads the chain as it is now. Tasks that this run has started count as under way until their end has come here.</summary>
    /// <param name="reopened">The failures that there are do not end a fail-fast chain.</param>
    async Task<string?> LoadAsync(bool reopened)
    {
        List<ChainPlanPage> pages = [];
        int read = 0;
        do
        {
            ChainPlanPage page = await context.CallActivityAsync<ChainPlanPage>(nameof(PlanChain), new PlanChainInput(input, read), Activities.UntilDone);
            if (page.StopReason is not null)
            {
                return page.StopReason;
            }

            pages.Add(page);
            read += page.Nodes.Count;
        }
        while (read < pages[0].NodeCount && pages[^1].Nodes.Count > 0);

        if (reopened)
        {
            _forgiven.UnionWith(pages.SelectMany(p => p.Nodes).Where(n => n.Status == TaskRecordStatus.Failed).Select(n => n.TaskId));
        }

        bool wasSuspended = _suspended;
        _state = ChainState.Of(pages, _nodes.IsUnderWay, _forgiven);
        foreach (ChainPlanNode node in _state.OpenElsewhere(_nodes.IsUnderWay))
        {
            _nodes.Follow(node);
        }

        foreach (ChainPlanNode node in _state.CancelledOutside(_nodes.IsUnderWay))
        {
            _nodes.Cancel(node);
        }

        _suspended = _state.Suspended;
        foreach (ChainPlanNode node in _suspended == wasSuspended ? [] : _state.MapsUnderWay(_nodes.IsUnderWay))
        {
            _nodes.Steer(node, _suspended ? NodeCourse.Hold : NodeCourse.Go);
        }

        return null;
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
            foreach (ChainPlanNode node in _state.TakeReady())
            {
                _nodes.Start(node, _state.HasExpressions(node.TaskId));
            }
        }

        context.SetCustomStatus(new RunChainStatus(_state.Count, _state.Ended, _nodes.UnderWay));
    }

    async Task HoldAsync(IReadOnlyList<Guid> tasks, WaitReason? reason)
    {
        foreach (Guid[] some in tasks.Chunk(IChainRunStore.PageSize))
        {
            await context.CallActivityAsync(nameof(HoldNodes), new NodeWaits(some, reason), Activities.UntilDone);
        }
    }

    async Task SettleAsync(IReadOnlyList<NodeSettlement> settlements)
    {
        foreach (NodeSettlement[] some in settlements.Chunk(IChainRunStore.PageSize))
        {
            await context.CallActivityAsync(nameof(SettleNodes), some, Activities.UntilDone);
        }
    }
}
