using System.Diagnostics;
using Orchestrator.Bench.DurableTask.Load;

namespace Orchestrator.Bench.DurableTask.Workloads;

/// <summary>
/// W5: W1 in a process of its own that is killed (signal 9) when half of the activities have run, and a second one that goes on. Times
/// count from the start of the second process. Every orchestration was acknowledged before the kill, so every one must end right.
/// </summary>
internal sealed class KilledWorkload : IAloneWorkload
{
    public const int Steps = 5;

    public string Name => "W5";

    public int DefaultCount => 1_000;

    public async Task<Measured> RunAsync(LoadContext context, CancellationToken cancellationToken)
    {
        string file = Path.GetTempFileName();
        try
        {
            using var runs = ActivityRuns.Create(file, context.Count * Steps);
            int half = context.Count * Steps / 2;
            using (Process first = Start("start", context, file))
            {
                await ExpectLineAsync(first, "acknowledged", cancellationToken);
                while (runs.Distinct < half) await Task.Yield();
                first.Kill();
                await first.WaitForExitAsync(cancellationToken);
            }

            int unfinished = context.Count * Steps - runs.Distinct;
            if (unfinished == 0) throw new BenchFailedException("Nothing was in flight at the kill.");
            var watch = Stopwatch.StartNew();
            using Process second = Start("resume", context, file);
            await ExpectLineAsync(second, "turn", cancellationToken);
            TimeSpan firstTurn = watch.Elapsed;
            await ExpectLineAsync(second, "finished", cancellationToken);
            TimeSpan finished = watch.Elapsed;
            await second.WaitForExitAsync(cancellationToken);
            if (second.ExitCode != 0 || runs.Distinct != context.Count * Steps) throw new BenchFailedException("Something was lost at the kill.");
            return new Measured(finished, context.Count, context.Count * Steps)
                .With("recovery_ms", firstTurn.TotalMilliseconds)
                .With("all_finished_ms", finished.TotalMilliseconds)
                .With("unfinished_activities", unfinished)
                .With("repeated_activities", runs.Repeated)
                .With("peak_memory_mb", runs.PeakMemoryMb);
        }
        finally
        {
            File.Delete(file);
        }
    }

    static Process Start(string role, LoadContext context, string file)
    {
        // This program again, also where it was started as dotnet Orchestrator.Bench.dll.
        string[] program = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(KilledWorkload).Assembly.Location] : [];
        return Process.Start(new ProcessStartInfo(
            Environment.ProcessPath!, [.. program, KillWorkerCommand.Name, role, context.ConnectionString, context.Hub, $"{context.Count}", file])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
    }

    static async Task ExpectLineAsync(Process process, string expected, CancellationToken cancellationToken)
    {
        string? line = await process.StandardOutput.ReadLineAsync(cancellationToken);
        if (line != expected) throw new BenchFailedException($"The worker said '{line}' instead of '{expected}'.");
    }
}
