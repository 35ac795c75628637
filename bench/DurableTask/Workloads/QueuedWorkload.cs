using System.Diagnostics;
using Orchestrator.Bench.DurableTask.Load;

namespace Orchestrator.Bench.DurableTask.Workloads;

/// <summary>
/// W4: far more orchestrations than fit into one commit, queued at once. What counts is memory, and that the last tenth of the
/// activities runs about as fast as the first.
/// </summary>
internal sealed class QueuedWorkload : IHostedWorkload
{
    const int Steps = 5;
    static readonly TimeSpan SampleInterval = TimeSpan.FromMilliseconds(20);

    public string Name => "W4";

    public int DefaultCount => 100_000;

    public int DefaultRounds => 1;

    // A round of its own count would be all there is to measure.
    public bool WarmsUp => false;

    public async Task<Measured> RunAsync(LoadHost host, LoadContext context, CancellationToken cancellationToken)
    {
        await new BurstWorkload().RunAsync(host, context with { Count = 10_000 }, cancellationToken);
        long before = BenchTasks.Activities;
        var samples = new List<(TimeSpan At, long Activities)>();
        using var done = new CancellationTokenSource();
        var watch = Stopwatch.StartNew();
        Task sampling = SampleAsync();
        await Task.WhenAll(Enumerable.Range(0, context.Count).Select(async _ =>
        {
            string id = await host.Client.ScheduleNewOrchestrationInstanceAsync(BenchTasks.Five, 0, cancellationToken);
            await host.ExpectAsync(id, Steps);
        }));
        TimeSpan elapsed = watch.Elapsed;
        await done.CancelAsync();
        await sampling;
        double[] tenths = [.. Enumerable.Range(0, 10).Select(tenth => RateOf(samples, context.Count * Steps, tenth))];
        double middle = tenths[2..8].Order().ElementAt(3);
        return new Measured(elapsed, context.Count, context.Count * Steps)
            .With("first_tenth_activities_per_second", tenths[0])
            .With("middle_tenths_activities_per_second", middle)
            .With("last_tenth_activities_per_second", tenths[^1])
            .With("end_to_start_ratio", tenths[^1] / tenths[0])
            .With("end_to_middle_ratio", tenths[^1] / middle);

        async Task SampleAsync()
        {
            while (!done.IsCancellationRequested)
            {
                samples.Add((watch.Elapsed, BenchTasks.Activities - before));
                await Task.Delay(SampleInterval, done.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            samples.Add((watch.Elapsed, BenchTasks.Activities - before));
        }
    }

    /// <summary>Activities per second while a tenth of them ran. During the first ones the clients still start.</summary>
    static double RateOf(List<(TimeSpan At, long Activities)> samples, int activities, int tenth)
    {
        (TimeSpan At, long Activities) from = tenth == 0
            ? samples.Last(s => s.Activities == 0)
            : samples.First(s => s.Activities >= activities / 10 * tenth);
        return Rate(from, samples.First(s => s.Activities >= activities / 10 * (tenth + 1)));
    }

    static double Rate((TimeSpan At, long Activities) from, (TimeSpan At, long Activities) to) =>
        (to.Activities - from.Activities) / Math.Max((to.At - from.At).TotalSeconds, SampleInterval.TotalSeconds);
}
