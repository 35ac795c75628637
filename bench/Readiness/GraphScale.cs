using System.Diagnostics;
using Orchestrator.Core.Chains.Planning;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Bench.Readiness;

/// <summary>A layered graph from its lists to the end of its last task: plan, order, and every step of the incremental ready set.</summary>
internal static class GraphScale
{
    const int Rounds = 5;

    /// <returns>The best of some rounds, in milliseconds: what the machine did beside it only adds.</returns>
    public static double Measure(int edges)
    {
        const int Width = 1000;
        var chain = new LayeredChain(layers: (edges / 2 / Width) + 1, Width);
        double best = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            GC.Collect();
            long start = Stopwatch.GetTimestamp();
            ChainPlan plan = chain.Plan();
            if (plan.Graph.EdgeCount != edges || RunToTheEnd(plan) != plan.NodeCount)
            {
                throw new BenchFailedException($"A graph of {edges} edges did not come to its end.");
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return Math.Round(best, 1);
    }

    static int RunToTheEnd(ChainPlan plan)
    {
        var progress = new ChainProgress(plan);
        int finished = 0;
        while (progress.TakeReady() is { Count: > 0 } ready)
        {
            foreach (int node in ready)
            {
                progress.Finish(node, TaskRecordStatus.Completed, []);
                finished++;
            }
        }

        return finished;
    }
}
