using Microsoft.DurableTask;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Functions.Tasks;

namespace Orchestrator.Functions.Chains;

/// <summary>The decisions of <see cref="RunChain"/>. Reordering its calls is a new version of the orchestrator.</summary>
/// <param name="ended">Fires when the run has ended.</param>
sealed class ChainRun(TaskOrchestrationContext context, ChainRunInput input, CancellationToken ended)
{
    readonly ChainNodes _nodes = new(context, ended);
    Task<object?> _changed = WaitForChange(context, ended);
    ChainState _state = null!;

    public async Task<RunChainResult> RunAsync()
    {
        if (await LoadAsync() is { } reason)
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
                await LoadAsync();
                continue;
            }

            await Task.WhenAny(_nodes.NextEnd, _changed);
            foreach ((Guid task, NodeEnd end) in _nodes.TakeEnds())
            {
                _state.Finish(task, end);
            }

            if (_changed.IsCompleted)
            {
                _changed = WaitForChange(context, ended);
                await LoadAsync();
            }
        }
    }

    static Task<object?> WaitForChange(TaskOrchestrationContext context, CancellationToken ended) =>
        context.WaitForExternalEvent<object?>(ChainRunInput.ChangedEvent, ended);

    /// <summary>Reads the chain as it is now. Tasks that this run has started count as under way until their end has come here.</summary>
    async Task<string?> LoadAsync()
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

        _state = ChainState.Of(pages, _nodes.IsUnderWay);
        foreach (ChainPlanNode node in _state.OpenElsewhere(_nodes.IsUnderWay))
        {
            _nodes.Follow(node);
        }

        return null;
    }

    async Task AdvanceAsync()
    {
        await SettleAsync(_state.TakeSkips());
        foreach (ChainPlanNode node in _state.TakeReady())
        {
            _nodes.Start(node, _state.HasExpressions(node.TaskId));
        }

        context.SetCustomStatus(new RunChainStatus(_state.Count, _state.Ended, _nodes.UnderWay));
    }

    async Task SettleAsync(IReadOnlyList<NodeSettlement> settlements)
    {
        foreach (NodeSettlement[] some in settlements.Chunk(IChainRunStore.PageSize))
        {
            await context.CallActivityAsync(nameof(SettleNodes), some, Activities.UntilDone);
        }
    }
}
