using System.Text.Json;

namespace Orchestrator.Bench.DurableTask.Load;

/// <summary>The line of JSON that a run ends with.</summary>
internal sealed class LoadReport(string workload)
{
    public Measured? Cold { get; set; }

    public List<Measured> Rounds { get; } = [];

    public long PeakMemoryMb { get; set; }

    /// <summary>Median of a one-row commit on the same server in the same run.</summary>
    public double CommitMs { get; set; }

    public (DatabaseWork Work, int Orchestrations)? Work { get; set; }

    public string ToJson()
    {
        Measured median = Rounds.OrderBy(m => m.Elapsed).ElementAt(Rounds.Count / 2);
        var fields = new Dictionary<string, object>
        {
            ["workload"] = workload,
            ["orchestrations_per_second"] = median.OrchestrationsPerSecond,
            ["activities_per_second"] = median.ActivitiesPerSecond,
            ["elapsed_ms"] = Math.Round(median.Elapsed.TotalMilliseconds, 1),
        };
        foreach (string name in median.More.Keys) fields[name] = Median(name);
        fields["peak_memory_mb"] = PeakMemoryMb;
        fields["commit_ms"] = CommitMs;
        if (Cold is { } cold)
        {
            fields["cold_orchestrations_per_second"] = cold.OrchestrationsPerSecond;
            fields["cold_activities_per_second"] = cold.ActivitiesPerSecond;
            foreach (string name in (string[])["p50_ms", "p99_ms"])
            {
                if (cold.More.TryGetValue(name, out double value)) fields[$"cold_{name}"] = value;
            }
        }

        if (Work is var (work, orchestrations))
        {
            fields["transactions_per_orchestration"] = Math.Round((double)work.Transactions / orchestrations, 3);
            fields["rows_per_orchestration"] = Math.Round((double)work.Rows / orchestrations, 2);
            fields["wal_bytes_per_orchestration"] = work.WalBytes / orchestrations;
        }

        return JsonSerializer.Serialize(fields);
    }

    double Median(string name) => Rounds.Select(m => m.More[name]).Order().ElementAt(Rounds.Count / 2);
}
