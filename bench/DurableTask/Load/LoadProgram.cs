using System.Diagnostics;
using Orchestrator.Bench.DurableTask.Workloads;

namespace Orchestrator.Bench.DurableTask.Load;

/// <summary>
/// Measures one workload on a hub of its own: the first round in a fresh process is the cold figure, then rounds to warm up, then those
/// that count, each printed; last a line of JSON with the median round.
/// </summary>
internal sealed class LoadProgram(string connectionString, IWorkload workload)
{
    readonly string _hub = $"bench-{Guid.NewGuid():N}";

    public async Task RunAsync(int? askedCount, int? askedRounds, CancellationToken cancellationToken)
    {
        int count = askedCount ?? workload.DefaultCount;
        int rounds = askedRounds ?? workload.DefaultRounds;
        if (count < 1 || rounds < 1) throw new BenchFailedException("--count and --rounds begin at 1.");
        var context = new LoadContext(connectionString, _hub, count);
        try
        {
            LoadReport report = workload is IHostedWorkload hosted
                ? await RunHostedAsync(hosted, context, rounds, cancellationToken)
                : await RunAloneAsync((IAloneWorkload)workload, context, rounds, cancellationToken);
            report.CommitMs = await CommitProbe.MeasureAsync(connectionString, cancellationToken);
            Console.WriteLine(report.ToJson());
        }
        finally
        {
            await BenchDatabase.DeleteHubAsync(connectionString, _hub, CancellationToken.None);
        }
    }

    async Task<LoadReport> RunHostedAsync(IHostedWorkload hosted, LoadContext context, int rounds, CancellationToken cancellationToken)
    {
        var report = new LoadReport(workload.Name);
        await using (LoadHost host = await StartAsync(_hub, cancellationToken))
        {
            if (hosted.WarmsUp) report.Cold = await RoundAsync("cold", hosted, host, context, cancellationToken);
            int orchestrations = 0;
            for (int warm = 1; hosted.WarmsUp && orchestrations < hosted.WarmUpOrchestrations(context.Count); warm++)
            {
                orchestrations += (await RoundAsync($"warm-up {warm}", hosted, host, context, cancellationToken)).Orchestrations;
            }

            for (int round = 1; round <= rounds; round++)
            {
                report.Rounds.Add(await RoundAsync($"round {round}", hosted, host, context, cancellationToken));
            }

            using var self = Process.GetCurrentProcess();
            report.PeakMemoryMb = self.PeakWorkingSet64 >> 20;
        }

        if (hosted.CountsDatabaseWork) report.Work = await CountWorkAsync(hosted, context, cancellationToken);
        return report;
    }

    async Task<LoadReport> RunAloneAsync(IAloneWorkload alone, LoadContext context, int rounds, CancellationToken cancellationToken)
    {
        var report = new LoadReport(workload.Name);
        for (int round = 1; round <= rounds; round++)
        {
            Measured measured = await alone.RunAsync(context with { Hub = $"{_hub}-{round}" }, cancellationToken);
            Console.WriteLine($"{workload.Name} round {round}: {measured}");
            report.Rounds.Add(measured);
            report.PeakMemoryMb = (long)measured.More["peak_memory_mb"];
            await BenchDatabase.DeleteHubAsync(connectionString, $"{_hub}-{round}", cancellationToken);
        }

        return report;
    }

    async Task<Measured> RoundAsync(
        string label, IHostedWorkload hosted, LoadHost host, LoadContext context, CancellationToken cancellationToken)
    {
        CpuClock before = await CpuClock.ReadAsync(connectionString, cancellationToken);
        GarbageClock garbage = GarbageClock.Read();
        Measured measured = await hosted.RunAsync(host, context, cancellationToken);
        garbage = GarbageClock.Read() - garbage;
        CpuClock after = await CpuClock.ReadAsync(connectionString, cancellationToken);
        measured.With("allocated_kb_per_orchestration", garbage.AllocatedBytes / 1024.0 / measured.Orchestrations);
        measured.With("gc_pause_ms", garbage.Pause.TotalMilliseconds);
        measured.With("collections", garbage.Collections);
        measured.With("cpu_us_per_orchestration", (after.Process - before.Process).TotalMicroseconds / measured.Orchestrations);
        if (after.Server - before.Server is { } server)
        {
            measured.With("server_cpu_us_per_orchestration", server.TotalMicroseconds / measured.Orchestrations);
        }

        Console.WriteLine($"{workload.Name} {label}: {measured}");
        return measured;
    }

    /// <summary>One more round on a host and a hub of its own, between two readings of the server's counts.</summary>
    async Task<(DatabaseWork Work, int Orchestrations)> CountWorkAsync(
        IHostedWorkload hosted, LoadContext context, CancellationToken cancellationToken)
    {
        string hub = $"{_hub}-work";
        DatabaseWork before = await DatabaseWork.ReadAsync(connectionString, cancellationToken);
        Measured measured;
        await using (LoadHost host = await StartAsync(hub, cancellationToken)) measured = await hosted.RunAsync(host, context, cancellationToken);
        DatabaseWork after = await DatabaseWork.ReadAsync(connectionString, cancellationToken);
        await BenchDatabase.DeleteHubAsync(connectionString, hub, cancellationToken);
        return (after - before, measured.Orchestrations);
    }

    Task<LoadHost> StartAsync(string hub, CancellationToken cancellationToken) =>
        LoadHost.StartAsync(connectionString, hub, BenchTasks.Register, configure: null, cancellationToken);
}
