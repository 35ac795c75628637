using System.Globalization;

namespace Orchestrator.Bench.DurableTask.Load;

/// <summary>One round: how long it took, what was done in it, and what else the workload measures, by the name that the result bears.</summary>
internal sealed record Measured(TimeSpan Elapsed, int Orchestrations, int Activities)
{
    public Dictionary<string, double> More { get; init; } = [];

    public double OrchestrationsPerSecond => Math.Round(Orchestrations / Elapsed.TotalSeconds);

    public double ActivitiesPerSecond => Math.Round(Activities / Elapsed.TotalSeconds);

    public Measured With(string name, double value)
    {
        More[name] = Math.Round(value, 3);
        return this;
    }

    /// <summary>Adds median and 99th percentile.</summary>
    public Measured With(IEnumerable<TimeSpan> latencies)
    {
        double[] sorted = [.. latencies.Select(l => l.TotalMilliseconds).Order()];
        return With("p50_ms", Percentile(sorted, 0.50)).With("p99_ms", Percentile(sorted, 0.99));
    }

    static double Percentile(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Elapsed.TotalMilliseconds:F1} ms, {OrchestrationsPerSecond} orchestrations/s, {ActivitiesPerSecond} activities/s")
        + string.Concat(More.Select(m => string.Create(CultureInfo.InvariantCulture, $", {m.Key} {m.Value}")));
}
