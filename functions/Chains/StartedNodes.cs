using Microsoft.DurableTask;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Tasks;
using Orchestrator.Functions.Tasks;

namespace Orchestrator.Functions.Chains;

/// <summary>
/// Tasks whose runs an activity starts and which report their ends by external events: no call is open between two steps, so a run with
/// these can continue as new while tasks are under way. A report may come to an execution that does not know the task yet, or be lost with
/// the one before; either is found in the rows, because they are written before it is sent.
/// </summary>
sealed class StartedNodes : ChainNodes
{
    readonly Dictionary<Guid, RunReport> _early = [];
    readonly HashSet<Guid> _withExpressions = [];
    readonly ChainRunInput _chain;
    readonly CancellationToken _ended;

    /// <param name="ended">Fires when the execution has ended.</param>
    public StartedNodes(TaskOrchestrationContext context, HistoryTally tally, ChainRunInput chain, CancellationToken ended)
        : base(context, tally)
    {
        (_chain, _ended) = (chain, ended);
        _ = FollowReportsAsync();
    }

    public override async Task StartAsync(IReadOnlyList<ChainPlanNode> nodes, Func<Guid, bool> hasExpressions)
    {
        foreach (ChainPlanNode[] some in nodes.Chunk(IChainRunStore.PageSize))
        {
            foreach (ChainPlanNode node in some)
            {
                Begin(node);
                if (hasExpressions(node.TaskId))
                {
                    _withExpressions.Add(node.TaskId);
                }
            }

            Tally.Call();
            IReadOnlyList<Guid> refused = await Context.CallActivityAsync<IReadOnlyList<Guid>>(
                nameof(StartNodes), new NodeStarts(_chain.InstanceId, [.. some.Select(n => new NodeStart(n.TaskId, n.Run))]), Activities.UntilDone);
            foreach (ChainPlanNode node in some.Where(n => refused.Contains(n.TaskId)))
            {
                _ = ReadAsync(node.TaskId, node.Run);
            }
        }
    }

    /// <remarks>What its output decides is not known here, so its end is always read.</remarks>
    public override void Follow(ChainPlanNode node)
    {
        Begin(node);
        _withExpressions.Add(node.TaskId);
        if (_early.Remove(node.TaskId, out RunReport? report))
        {
            Take(report);
        }
    }

    async Task FollowReportsAsync()
    {
        while (true)
        {
            RunReport report = await Context.WaitForExternalEvent<RunReport>(RunTaskInput.ReportEvent, _ended);
            Tally.Received();
            Take(report);
        }
    }

    void Take(RunReport report)
    {
        if (!IsUnderWay(report.TaskId, report.Run))
        {
            _early[report.TaskId] = report;
        }
        else if (StatusOf(report.Phase) is { } known && !_withExpressions.Contains(report.TaskId))
        {
            Add(report.TaskId, report.Run, known);
        }
        else
        {
            _ = ReadAsync(report.TaskId, report.Run);
        }
    }

    async Task ReadAsync(Guid task, int run)
    {
        NodeEnd end = await ReadEndAsync(task);
        if (end.Status.IsEnd)
        {
            Add(task, run, end);
        }
    }
}
