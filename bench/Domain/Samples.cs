using System.Diagnostics;

namespace Orchestrator.Bench.Domain;

/// <summary>Times of one thing done many times.</summary>
internal sealed class Samples
{
    readonly List<double> _milliseconds = [];

    public double P50 => Percentile(0.5);

    public double P95 => Percentile(0.95);

    public async Task AddAsync(Func<Task> actAsync)
    {
        long start = Stopwatch.GetTimestamp();
        await actAsync();
        _milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    public void Add(Action act)
    {
        long start = Stopwatch.GetTimestamp();
        act();
        _milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    double Percentile(double share) => Math.Round(_milliseconds.Order().ElementAt((int)(_milliseconds.Count * share)), 4);
}
