using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Planning;
using Orchestrator.Core.Tasks;
using static Orchestrator.Core.Tasks.TaskRecordStatus;

namespace Orchestrator.Core.Tests.Chains.Planning;

public sealed class ChainProgressTests
{
    static readonly TaskRecordStatus[] Ends = [Completed, Completed, Completed, Completed, CompletedWithWarnings, Failed, Cancelled, ResolvedManually];

    /// <summary>Whole runs, with ends in a random order; after each end both say the same, and a progress made anew from the statuses too.</summary>
    [Fact]
    public void Run_RandomChains_AgreesWithTheNaiveReference()
    {
        int halted = 0, skips = 0, remaining = 0;
        for (int seed = 0; seed < 600; seed++)
        {
            var random = new Random(seed);
            RandomPlan chain = RandomPlan.Make(random);
            var naive = new NaiveChain(chain.Plan, chain.Edges, chain.Holding);
            var progress = new ChainProgress(chain.Plan);
            naive.SkipAll();
            var running = new List<int>();
            while (true)
            {
                AssertSame(seed, chain, naive, progress);
                skips += progress.TakeSkips().Count;
                AssertSame(seed, chain, naive, Restored(chain, progress));
                int room = naive.Halted ? 0 : (chain.Plan.Options.MaxParallel ?? int.MaxValue) - running.Count;
                int[] expected = [.. naive.Ready().Take(room)];
                int[] taken = [.. progress.TakeReady()];
                Assert.Equal(expected, taken);
                running.AddRange(taken);
                foreach (int node in taken)
                {
                    naive.Statuses[node] = Running;
                }

                Assert.Equal(naive.IsOver, progress.IsOver);
                if (running.Count == 0)
                {
                    break;
                }

                int ended = running[random.Next(running.Count)];
                running.Remove(ended);
                TaskRecordStatus status = Ends[random.Next(Ends.Length)];
                naive.Finish(ended, status);
                progress.Finish(ended, status, HeldEdges(chain, ended));
            }

            Assert.True(progress.IsOver);
            IReadOnlyList<BlockedNode> left = progress.FindRemaining();
            Assert.Equal(Enumerable.Range(0, chain.Plan.NodeCount).Where(n => naive.Statuses[n] == Pending), left.Select(b => b.Node).Order());
            Assert.All(left, blocked => Assert.NotEmpty(blocked.BlockedBy));
            Assert.All(left.SelectMany(b => b.BlockedBy), blocker => Assert.True(naive.Statuses[blocker] is Failed or Cancelled));
            halted += naive.Halted ? 1 : 0;
            remaining += left.Count;
        }

        // The chains were such that something was to be seen.
        Assert.True(halted > 20 && skips > 300 && remaining > 300, $"{halted} halted, {skips} skipped, {remaining} remained");
    }

    /// <summary>In which order ends arrive does not change which tasks run, as long as nothing halts the chain.</summary>
    [Fact]
    public void Run_InAnotherOrder_EndsInTheSameStatuses()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            RandomPlan chain = RandomPlan.Make(new Random(seed));
            if (chain.Plan.Options.OnFailure == FailurePolicy.FailFast)
            {
                continue;
            }

            TaskRecordStatus[] ends = [.. Enumerable.Range(0, chain.Plan.NodeCount).Select(node => Ends[new Random((seed * 1000) + node).Next(Ends.Length)])];
            Assert.Equal(RunWhole(chain, ends, new Random(1)), RunWhole(chain, ends, new Random(2)));
        }
    }

    [Fact]
    public void Finish_TheSameCallsTwice_GiveTheSameAnswers()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            RandomPlan chain = RandomPlan.Make(new Random(seed));
            Assert.Equal(Journal(chain, seed), Journal(chain, seed));
        }
    }

    [Fact]
    public void TakeReady_WithMaxParallel_StartsByPriorityThenPosition()
    {
        var plan = new ChainPlan(
            [new("late", Position: 2), new("early", Position: 1), new("urgent", ExecutionPriority.Critical, 9), new("low", ExecutionPriority.Low)],
            [],
            new PlanOptions(MaxParallel: 2));
        var progress = new ChainProgress(plan);

        Assert.Equal(["urgent", "early"], progress.TakeReady().Select(plan.KeyOf));
        Assert.Empty(progress.TakeReady());
        progress.Finish(plan.IndexOf("early"), Completed, []);
        Assert.Equal(["late"], progress.TakeReady().Select(plan.KeyOf));
    }

    [Fact]
    public void Finish_AFailure_NamesItForAllThatItBlocks()
    {
        var plan = new ChainPlan(
            [new("fetch"), new("other"), new("parse"), new("report")],
            [new("fetch", "parse"), new("other", "parse"), new("parse", "report")],
            new PlanOptions(OnFailure: FailurePolicy.Continue));
        var progress = new ChainProgress(plan);
        progress.TakeReady();

        progress.Finish(0, Failed, []);
        progress.Finish(1, Completed, []);

        Assert.True(progress.IsOver);
        Assert.Null(progress.HaltedBy);
        Assert.Equal(["parse blocked_by:fetch", "report blocked_by:fetch"], progress.FindRemaining().Select(b => $"{plan.KeyOf(b.Node)} {b.Describe(plan.KeyOf)}"));
    }

    [Fact]
    public void Finish_AFailureUnderFailFast_StartsNothingMoreAndNamesItself()
    {
        var plan = new ChainPlan([new("a"), new("b"), new("c")], [new("a", "c")], new PlanOptions(MaxParallel: 2));
        var progress = new ChainProgress(plan);
        progress.TakeReady();

        progress.Finish(1, Failed, []);
        progress.Finish(0, Completed, []);

        Assert.Empty(progress.TakeReady());
        Assert.True(progress.IsOver);
        Assert.Equal(1, progress.HaltedBy);
        Assert.Equal([1], Assert.Single(progress.FindRemaining()).BlockedBy);
    }

    [Fact]
    public void Finish_AFailureThatAnEdgeAccepts_GoesOnUnderFailFast()
    {
        var plan = new ChainPlan([new("a"), new("b"), new("repair")], [new("a", "repair", EdgeCondition.OnFailure)], new PlanOptions());
        var progress = new ChainProgress(plan);
        progress.TakeReady();

        progress.Finish(0, Failed, []);

        Assert.Null(progress.HaltedBy);
        Assert.Equal(["repair"], progress.TakeReady().Select(plan.KeyOf));
    }

    [Fact]
    public void Finish_ASkippableFailure_IsToleratedAndItsChildrenRun()
    {
        var plan = new ChainPlan(
            [new("a", Skippable: true), new("plain"), new("needs")],
            [new("a", "plain"), new("a", "needs", NeedsOutput: true)],
            new PlanOptions());
        var progress = new ChainProgress(plan);
        progress.TakeReady();

        progress.Finish(0, Failed, []);

        Assert.Equal(
            [new SkipDecision(0, SkipReason.FailureTolerated, null), new SkipDecision(2, SkipReason.ConditionNotMet, 0)], progress.TakeSkips());
        Assert.Equal([1], progress.TakeReady());
        Assert.Equal(Skipped, progress.StatusOf(0));
    }

    [Fact]
    public void Skip_WaitsForAllParents_SoThatWhatFollowsComesAfterThem()
    {
        var plan = new ChainPlan(
            [new("quick"), new("slow"), new("join"), new("after")],
            [new("quick", "join", EdgeCondition.OnFailure), new("slow", "join"), new("join", "after")],
            new PlanOptions());
        var progress = new ChainProgress(plan);
        progress.TakeReady();

        progress.Finish(0, Completed, []);
        Assert.Empty(progress.TakeSkips());
        progress.Finish(1, Completed, []);

        Assert.Equal([new SkipDecision(2, SkipReason.ConditionNotMet, 0)], progress.TakeSkips());
        Assert.Equal(["after"], progress.TakeReady().Select(plan.KeyOf));
    }

    [Fact]
    public void Finish_WhatHasEnded_IsRefused()
    {
        var progress = new ChainProgress(new ChainPlan([new("a")], [], new PlanOptions()));
        progress.TakeReady();
        progress.Finish(0, Completed, []);

        Assert.Throws<InvalidOperationException>(() => progress.Finish(0, Completed, []));
    }

    [Fact]
    public void Finish_AReadyNodeThatSomebodyCancelled_IsNotStarted()
    {
        var progress = new ChainProgress(new ChainPlan([new("a"), new("b")], [], new PlanOptions(MaxParallel: 1)));
        progress.TakeReady();

        progress.Finish(1, Cancelled, []);
        progress.Finish(0, Completed, []);

        Assert.Empty(progress.TakeReady());
        Assert.True(progress.IsOver);
    }

    [Fact]
    public void Constructor_OfAChainThatFailedFast_IsHalted() => Assert.Equal(
        0, new ChainProgress(new ChainPlan([new("a"), new("b")], [], new PlanOptions()), [Failed, Pending], _ => false).HaltedBy);

    static void AssertSame(int seed, RandomPlan chain, NaiveChain naive, ChainProgress progress)
    {
        for (int node = 0; node < chain.Plan.NodeCount; node++)
        {
            Assert.True(naive.Statuses[node] == progress.StatusOf(node), $"seed {seed}, {chain.Plan.KeyOf(node)}: {naive.Statuses[node]}, not {progress.StatusOf(node)}");
        }

        Assert.Equal(naive.Halted, progress.HaltedBy is not null);
    }

    static ChainProgress Restored(RandomPlan chain, ChainProgress progress) => new(
        chain.Plan, [.. Enumerable.Range(0, chain.Plan.NodeCount).Select(progress.StatusOf)], chain.Holding.Contains);

    static int[] HeldEdges(RandomPlan chain, int node) =>
        [.. chain.Plan.Graph.ChildEdgesOf(node).ToArray().Where(e => chain.Edges[e].Condition == EdgeCondition.Expression && chain.Holding.Contains(e))];

    static List<TaskRecordStatus> RunWhole(RandomPlan chain, TaskRecordStatus[] ends, Random random)
    {
        var progress = new ChainProgress(chain.Plan);
        var running = new List<int>(progress.TakeReady());
        while (running.Count > 0)
        {
            int ended = running[random.Next(running.Count)];
            running.Remove(ended);
            progress.Finish(ended, ends[ended], HeldEdges(chain, ended));
            running.AddRange(progress.TakeReady());
        }

        return [.. Enumerable.Range(0, chain.Plan.NodeCount).Select(progress.StatusOf)];
    }

    static List<string> Journal(RandomPlan chain, int seed)
    {
        var random = new Random(seed);
        var progress = new ChainProgress(chain.Plan);
        var journal = new List<string>();
        var running = new List<int>();
        do
        {
            journal.AddRange(progress.TakeSkips().Select(skip => $"{skip}"));
            running.AddRange(progress.TakeReady());
            journal.Add(string.Join(' ', running));
            if (running.Count > 0)
            {
                progress.Finish(running[0], Ends[random.Next(Ends.Length)], HeldEdges(chain, running[0]));
                running.RemoveAt(0);
            }
        }
        while (running.Count > 0 || !progress.IsOver);
        return journal;
    }
}
