using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Planning;
using Orchestrator.Core.Tasks;
using static Orchestrator.Core.Tasks.TaskRecordStatus;

namespace Orchestrator.Core.Tests.Chains.Planning;

public sealed class ChainReadinessTests
{
    [Fact]
    public void Resolve_RandomStates_AgreesWithTheNaiveReference()
    {
        for (int seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            RandomPlan chain = RandomPlan.Make(random);
            var naive = new NaiveChain(chain.Plan, chain.Edges, chain.Holding);
            for (int node = 0; node < naive.Statuses.Length; node++)
            {
                naive.Statuses[node] = (TaskRecordStatus)random.Next(9);
            }

            NodeReadiness[] found = ChainReadiness.Resolve(
                chain.Plan, [.. naive.Statuses.Select(status => new NodeState(status))], chain.Holding.Contains);

            Assert.Equal(naive.Ready().Order(), Enumerable.Range(0, found.Length).Where(node => found[node].Verdict == NodeVerdict.Ready));
            for (int node = 0; node < found.Length; node++)
            {
                Assert.Equal(naive.Statuses[node].IsEnd, found[node].Verdict == NodeVerdict.Ended);
                Assert.Equal(naive.Statuses[node] is Queued or Running, found[node].Verdict == NodeVerdict.Active);
                Assert.Equal(chain.Plan.Graph.FanIn(node), found[node].ParentsTotal);
            }
        }
    }

    [Fact]
    public void Resolve_AParentThatWillRetry_IsWaitedFor()
    {
        var plan = new ChainPlan([new("a"), new("b")], [new("a", "b")], new PlanOptions());

        Assert.Equal(
            [NodeVerdict.Active, NodeVerdict.Waiting],
            ChainReadiness.Resolve(plan, [new NodeState(Failed, WillRetry: true), new NodeState(Pending)], _ => false).Select(n => n.Verdict));
        Assert.Equal(
            [NodeVerdict.Ended, NodeVerdict.Blocked],
            ChainReadiness.Resolve(plan, [new NodeState(Failed), new NodeState(Pending)], _ => false).Select(n => n.Verdict));
    }

    [Fact]
    public void Resolve_ANodeBeforeItsTime_IsDelayed() => Assert.Equal(
        NodeVerdict.Delayed,
        ChainReadiness.Resolve(new ChainPlan([new("a")], [], new PlanOptions()), [new NodeState(Pending, IsDelayed: true)], _ => false)[0].Verdict);

    [Theory]
    [InlineData("pending pending", "has_ready_tasks", "execute_ready_tasks", 0, "healthy")]
    [InlineData("running running", "processing", "wait_for_completion", 0, "healthy")]
    [InlineData("completed pending", "has_ready_tasks", "execute_ready_tasks", 33.33, "healthy")]
    [InlineData("failed pending", "has_ready_tasks", "execute_ready_tasks", 33.33, "recovering")]
    [InlineData("failed running", "processing", "wait_for_completion", 33.33, "recovering")]
    [InlineData("failed completed", "blocked_by_failures", "handle_failures", 66.67, "blocked")]
    [InlineData("completed completed completed", "all_complete", "finalize_chain", 100, "healthy")]
    [InlineData("completed completed failed", "all_complete", "finalize_chain", 100, "unknown")]
    public void Context_OfAChain_FollowsTheOrderOfTheDocument(string statuses, string execution, string action, double percent, string health)
    {
        // c waits for a and b.
        var plan = new ChainPlan([new("a"), new("b"), new("c")], [new("a", "c"), new("b", "c")], new PlanOptions());
        NodeState[] states = [.. statuses.Split(' ').Append("pending").Take(3).Select(s => new NodeState(TaskStatusNames.Parse(s)))];

        ChainContext context = ChainContext.Of(plan, states, _ => false);

        Assert.Equal(
            (execution, action, (decimal)percent, health),
            (ChainWords.Of(context.ExecutionStatus), ChainWords.Of(context.RecommendedAction), context.CompletionPercent, ChainWords.Of(context.Health)));
    }

    [Fact]
    public void Context_OfAChainThatOnlyWaits_SaysSo()
    {
        var plan = new ChainPlan([new("a")], [], new PlanOptions());

        ChainContext context = ChainContext.Of(plan, [new NodeState(Pending, IsDelayed: true)], _ => false);

        Assert.Equal((ExecutionStatus.WaitingForDependencies, RecommendedAction.WaitForDependencies), (context.ExecutionStatus, context.RecommendedAction));
    }

    [Fact]
    public void Context_OfNothing_IsUnknown()
    {
        ChainContext context = ChainContext.Of(new ChainPlan([], [], new PlanOptions()), [], _ => false);

        Assert.Equal((0, 0m, ChainHealth.Unknown), (context.Total, context.CompletionPercent, context.Health));
    }
}
