using Orchestrator.Core.Chains.Planning;
using Orchestrator.Core.Chains.Runs;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Functions.Chains;

/// <summary>A chain as its orchestrator sees it: the plan by index on one side, tasks by id on the other.</summary>
sealed class ChainState
{
    readonly List<ChainPlanNode> _nodes;
    readonly ChainPlan _plan;
    readonly Dictionary<Guid, int> _indexes;

    ChainState(List<ChainPlanNode> nodes, ChainPlan plan, ChainProgress progress, bool suspended)
    {
        (_nodes, _plan, Progress, Suspended) = (nodes, plan, progress, suspended);
        _indexes = Enumerable.Range(0, nodes.Count).ToDictionary(i => nodes[i].TaskId);
    }

    public ChainProgress Progress { get; }

    public bool Suspended { get; }

    public bool FailsFast => _plan.Options.OnFailure == Core.Chains.FailurePolicy.FailFast;

    public int Count => _nodes.Count;

    public int Ended => Enumerable.Range(0, Count).Count(i => Progress.StatusOf(i).IsEnd);

    /// <param name="isUnderWay">Whose end is still to come, whatever its row says by now.</param>
    /// <param name="forgiven">Failed runs of tasks that do not end a fail-fast chain.</param>
    /// <param name="underWayMax">Of the orchestrator itself, whatever the chain allows; null: none.</param>
    public static ChainState Of(IReadOnlyList<ChainPlanPage> pages, Func<ChainPlanNode, bool> isUnderWay, IReadOnlySet<RunKey> forgiven, int? underWayMax)
    {
        List<ChainPlanNode> nodes = [.. pages.SelectMany(page => page.Nodes)];
        List<ChainPlanEdge> edges = [.. pages.SelectMany(page => page.Edges)];
        ChainPlanPage first = pages[0];
        var plan = new ChainPlan(
            [.. nodes.Select(n => new PlanNode(n.Key, n.Priority, n.Position, n.Skippable))],
            [.. edges.Select(e => new PlanEdge(nodes[e.Parent].Key, nodes[e.Child].Key, e.Condition, e.NeedsOutput))],
            new PlanOptions(underWayMax is { } most && !(first.MaxParallel < most) ? most : first.MaxParallel, first.OnFailure, first.Bypass));
        var progress = new ChainProgress(
            plan,
            [.. nodes.Select(n => isUnderWay(n) ? TaskRecordStatus.Running : n.Status)],
            edge => edges[edge].Holds,
            node => forgiven.Contains(new RunKey(nodes[node].TaskId, nodes[node].Run)));
        return new ChainState(nodes, plan, progress, first.Suspended);
    }

    public bool HasExpressions(Guid task)
    {
        foreach (int edge in _plan.Graph.ChildEdgesOf(_indexes[task]))
        {
            if (_plan.ConditionOf(edge) == Core.Chains.EdgeCondition.Expression)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Tasks that are queued or running though this run did not start them: a run before it did.</summary>
    public IEnumerable<ChainPlanNode> OpenElsewhere(Func<ChainPlanNode, bool> isUnderWay) =>
        _nodes.Where(n => n.Status is TaskRecordStatus.Queued or TaskRecordStatus.Running && !isUnderWay(n));

    /// <summary>Tasks that are under way though their rows are cancelled: their orchestrations may not know.</summary>
    public IEnumerable<ChainPlanNode> CancelledOutside(Func<ChainPlanNode, bool> isUnderWay) =>
        _nodes.Where(n => n.Status == TaskRecordStatus.Cancelled && isUnderWay(n));

    /// <summary>Tasks that were cancelled under way, whoever follows them.</summary>
    public IEnumerable<ChainPlanNode> Stopped() => _nodes.Where(n => n.WasStopped);

    public IEnumerable<ChainPlanNode> MapsUnderWay(Func<ChainPlanNode, bool> isUnderWay) =>
        _nodes.Where(n => n.Kind == Core.Chains.NodeKind.Map && isUnderWay(n));

    /// <summary>What could start but for a suspension.</summary>
    public IEnumerable<ChainPlanNode> FindReady() => Progress.FindReady().Select(i => _nodes[i]);

    public IReadOnlyList<ChainPlanNode> TakeReady() => [.. Progress.TakeReady().Select(i => _nodes[i])];

    public IReadOnlyList<NodeSettlement> TakeSkips() => [.. Progress.TakeSkips().Select(skip => new NodeSettlement(
        _nodes[skip.Node].TaskId, _nodes[skip.Node].Run, TaskRecordStatus.Skipped, ReasonOf(skip)))];

    /// <summary>What nothing can let run any more, each with what is in its way.</summary>
    public IReadOnlyList<NodeSettlement> Remaining() => [.. Progress.FindRemaining().Select(blocked => new NodeSettlement(
        _nodes[blocked.Node].TaskId, _nodes[blocked.Node].Run, TaskRecordStatus.Cancelled, blocked.Describe(_plan.KeyOf)))];

    public void Finish(Guid task, NodeEnd end)
    {
        if (!_indexes.TryGetValue(task, out int node) || Progress.StatusOf(node).IsEnd)
        {
            return;
        }

        List<int> held = [];
        foreach (int edge in _plan.Graph.ChildEdgesOf(node))
        {
            if (end.HeldChildren.Contains(_nodes[_plan.Graph.Edge(edge).Child].TaskId))
            {
                held.Add(edge);
            }
        }

        Progress.Finish(node, end.Status, held);
    }

    string ReasonOf(SkipDecision skip)
    {
        string because = skip.Because is { } parent ? $":{_plan.KeyOf(parent)}" : "";
        return skip.Reason switch
        {
            SkipReason.Bypassed => "bypassed",
            SkipReason.FailureTolerated => "failure_tolerated",
            _ => $"condition_not_met{because}",
        };
    }
}
