using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Planning;
using Orchestrator.Core.Tasks;
using static Orchestrator.Core.Tasks.TaskRecordStatus;

namespace Orchestrator.Core.Tests.Chains.Planning;

/// <summary>
/// The rules of docs/chains.md without any cleverness: looks at everything again after each end, until nothing changes. What
/// <see cref="ChainProgress"/> is held against.
/// </summary>
sealed class NaiveChain(ChainPlan plan, IReadOnlyList<PlanEdge> edges, HashSet<int> holding)
{
    public TaskRecordStatus[] Statuses { get; } = new TaskRecordStatus[plan.NodeCount];

    public bool Halted { get; private set; }

    public bool IsOver => !Statuses.Contains(Running) && (Halted || !Ready().Any());

    public void Finish(int node, TaskRecordStatus status)
    {
        Statuses[node] = status == Failed && plan.Node(node).Skippable ? Skipped : status;
        bool handled = Enumerable.Range(0, edges.Count)
            .Any(e => plan.Graph.Edge(e).Parent == node && (edges[e].Condition == EdgeCondition.OnFailure || edges[e].Condition == EdgeCondition.Always));
        Halted |= Statuses[node] == Failed && !handled && plan.Options.OnFailure == FailurePolicy.FailFast;
        SkipAll();
    }

    public void SkipAll()
    {
        while (Enumerable.Range(0, plan.NodeCount).FirstOrDefault(node => Wants(node) == Skipped, -1) is >= 0 and var node)
        {
            Statuses[node] = Skipped;
        }
    }

    /// <summary>In the order in which they are to be started.</summary>
    public IEnumerable<int> Ready() => Enumerable.Range(0, plan.NodeCount)
        .Where(node => Wants(node) == Running)
        .OrderByDescending(node => plan.Node(node).Priority).ThenBy(node => plan.Node(node).Position).ThenBy(node => node);

    /// <returns>Running: it could start; skipped; null: it stays.</returns>
    TaskRecordStatus? Wants(int node)
    {
        string[] words = [.. Enumerable.Range(0, edges.Count).Where(e => plan.Graph.Edge(e).Child == node).Select(Say)];
        if (Statuses[node] != Pending || words.Contains("wait"))
        {
            return null;
        }

        return words.Contains("no") ? Skipped
            : words.Contains("blocked") ? null
            : plan.Options.Bypass!.Contains(plan.KeyOf(node)) ? Skipped
            : Running;
    }

    string Say(int e)
    {
        PlanEdge edge = edges[e];
        return (edge.Condition, Statuses[plan.Graph.Edge(e).Parent]) switch
        {
            (_, Pending or Queued or Running) => "wait",
            (EdgeCondition.Expression, Completed or CompletedWithWarnings or ResolvedManually) => holding.Contains(e) ? "yes" : "no",
            (EdgeCondition.OnFailure, Completed or CompletedWithWarnings or ResolvedManually or Skipped) => "no",
            (EdgeCondition.Expression, Skipped) => "no",
            (_, Skipped) => edge.NeedsOutput ? "no" : "yes",
            (EdgeCondition.Always, _) => "yes",
            (EdgeCondition.OnFailure, Failed) => "yes",
            (EdgeCondition.OnSuccess, Completed or CompletedWithWarnings or ResolvedManually) => "yes",
            _ => "blocked",
        };
    }
}
