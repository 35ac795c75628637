namespace Orchestrator.Bench.DurableTask;

/// <summary>One round.</summary>
internal sealed record Measured(TimeSpan Elapsed, int Orchestrations, int Activities, IReadOnlyList<TimeSpan>? Latencies = null)
{
    public double? P50 => Percentile(0.50);

    public double? P99 => Percentile(0.99);

    public override string ToString() =>
        $"{Elapsed.TotalMilliseconds:F1} ms, {Orchestrations / Elapsed.TotalSeconds:F0} orchestrations/s, {Activities / Elapsed.TotalSeconds:F0} activities/s"
        + (Latencies is null ? "" : $", p50 {P50} ms, p99 {P99} ms");

    double? Percentile(double share) => Latencies is { Count: > 0 } latencies
        ? Math.Round(latencies.Order().ElementAt(Math.Min(latencies.Count - 1, (int)(latencies.Count * share))).TotalMilliseconds, 3)
        : null;
}
