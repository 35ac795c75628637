using System.Diagnostics;
using Orchestrator.Bench.DurableTask.Load;

namespace Orchestrator.Bench.DurableTask.Workloads;

/// <summary>W3: one orchestration with one activity, started and awaited, then the next. The latencies are from start to result.</summary>
internal sealed class SerialWorkload : IHostedWorkload
{
    public string Name => "W3";

    public int DefaultCount => 1_000;

    public int WarmUpOrchestrations(int count) => 5_000;

    public async Task<Measured> RunAsync(LoadHost host, LoadContext context, CancellationToken cancellationToken)
    {
        var latencies = new List<TimeSpan>(context.Count);
        var watch = Stopwatch.StartNew();
        for (int i = 0; i < context.Count; i++)
        {
            long start = Stopwatch.GetTimestamp();
            string id = await host.Client.ScheduleNewOrchestrationInstanceAsync(BenchTasks.One, 0, cancellationToken);
            await host.ExpectAsync(id, 1);
            latencies.Add(Stopwatch.GetElapsedTime(start));
        }

        return new Measured(watch.Elapsed, context.Count, context.Count).With(latencies);
    }
}
