using System.Diagnostics;
using Orchestrator.Bench.DurableTask.Load;

namespace Orchestrator.Bench.DurableTask.Workloads;

/// <summary>W1: so many orchestrations started at once, five activities in sequence each, until the client has every result.</summary>
internal sealed class BurstWorkload : IHostedWorkload
{
    const int Steps = 5;

    public string Name => "W1";

    public int DefaultCount => 1_000;

    public bool CountsDatabaseWork => true;

    public int WarmUpOrchestrations(int count) => Math.Max(25_000, 2 * count);

    public async Task<Measured> RunAsync(LoadHost host, LoadContext context, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, context.Count).Select(async _ =>
        {
            string id = await host.Client.ScheduleNewOrchestrationInstanceAsync(BenchTasks.Five, 0, cancellationToken);
            await host.ExpectAsync(id, Steps);
        }));
        return new Measured(watch.Elapsed, context.Count, context.Count * Steps);
    }
}
