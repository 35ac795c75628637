using System.Diagnostics;
using Orchestrator.Bench.DurableTask.Load;

namespace Orchestrator.Bench.DurableTask.Workloads;

/// <summary>
/// W6: 16 clients, each of which starts one orchestration after the other, until all are done. The latencies are those of the
/// acknowledgements: from the start until it is durable.
/// </summary>
internal sealed class OneByOneWorkload : IHostedWorkload
{
    const int Clients = 16;

    public string Name => "W6";

    public int DefaultCount => 10_000;

    public async Task<Measured> RunAsync(LoadHost host, LoadContext context, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        (List<TimeSpan> Latencies, List<Task> Ends)[] clients = await Task.WhenAll(
            Enumerable.Range(0, Clients).Select(client => StartAsync(host, (context.Count + client) / Clients, cancellationToken)));
        await Task.WhenAll(clients.SelectMany(c => c.Ends));
        return new Measured(watch.Elapsed, context.Count, context.Count).With(clients.SelectMany(c => c.Latencies));
    }

    static async Task<(List<TimeSpan> Latencies, List<Task> Ends)> StartAsync(LoadHost host, int count, CancellationToken cancellationToken)
    {
        var latencies = new List<TimeSpan>(count);
        var ends = new List<Task>(count);
        for (int i = 0; i < count; i++)
        {
            long start = Stopwatch.GetTimestamp();
            string id = await host.Client.ScheduleNewOrchestrationInstanceAsync(BenchTasks.One, 0, cancellationToken);
            latencies.Add(Stopwatch.GetElapsedTime(start));
            ends.Add(host.ExpectAsync(id, 1));
        }

        return (latencies, ends);
    }
}
