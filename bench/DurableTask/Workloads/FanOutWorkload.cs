using System.Diagnostics;
using Orchestrator.Bench.DurableTask.Load;

namespace Orchestrator.Bench.DurableTask.Workloads;

/// <summary>W2: one orchestration that calls all activities at once and waits for all.</summary>
internal sealed class FanOutWorkload : IHostedWorkload
{
    const int WarmUpActivities = 200_000;

    public string Name => "W2";

    public int DefaultCount => 1_000;

    public int DefaultRounds => 9;

    public int WarmUpOrchestrations(int count) => Math.Max(5, WarmUpActivities / count);

    public async Task<Measured> RunAsync(LoadHost host, LoadContext context, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        string id = await host.Client.ScheduleNewOrchestrationInstanceAsync(BenchTasks.FanOut, context.Count, cancellationToken);
        await host.ExpectAsync(id, context.Count);
        return new Measured(watch.Elapsed, 1, context.Count);
    }
}
