using System.CommandLine;
using System.Diagnostics;
using Microsoft.DurableTask;
using Orchestrator.Bench.DurableTask.Load;
using Orchestrator.Bench.DurableTask.Workloads;

namespace Orchestrator.Bench.DurableTask;

/// <summary>
/// The process that W5 kills (<c>start</c>), and the one that goes on (<c>resume</c>). Says <c>acknowledged</c> when every orchestration
/// is durable, <c>turn</c> after the first new turn, <c>finished</c> when every result is right.
/// </summary>
internal static class KillWorkerCommand
{
    public const string Name = "kill-worker";

    public static Command Create()
    {
        var role = new Argument<string>("role");
        var database = new Argument<string>("database");
        var hub = new Argument<string>("hub");
        var count = new Argument<int>("count");
        var file = new Argument<string>("file");
        var command = new Command(Name, "The process that W5 kills.") { role, database, hub, count, file };
        command.Hidden = true;
        command.SetAction(async (result, cancellationToken) =>
        {
            using var runs = ActivityRuns.Open(result.GetValue(file)!, result.GetValue(count) * KilledWorkload.Steps);
            bool resumes = result.GetValue(role) == "resume";
            int turns = 0;
            await using LoadHost host = await LoadHost.StartAsync(
                result.GetValue(database)!,
                result.GetValue(hub)!,
                tasks => Register(tasks, runs),
                options =>
                {
                    if (resumes) options.TurnCommitted = _ => { if (turns++ == 0) Console.WriteLine("turn"); };
                },
                cancellationToken);
            string[] ids = [.. Enumerable.Range(0, result.GetValue(count)).Select(i => $"w5-{i}")];
            if (!resumes) await StartAsync(host, ids, cancellationToken);
            await Task.WhenAll(ids.Select((id, i) => host.ExpectAsync(id, (i + 1) * KilledWorkload.Steps)));
            Console.WriteLine("finished");
            using var self = Process.GetCurrentProcess();
            runs.PeakMemoryMb = (int)(self.PeakWorkingSet64 >> 20);
            return 0;
        });
        return command;
    }

    static async Task StartAsync(LoadHost host, string[] ids, CancellationToken cancellationToken)
    {
        await Task.WhenAll(ids.Select((id, i) => host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Counted", i * KilledWorkload.Steps, new StartOrchestrationOptions(id), cancellationToken)));
        Console.WriteLine("acknowledged");
    }

    static void Register(DurableTaskRegistry tasks, ActivityRuns runs)
    {
        tasks.AddActivityFunc<int, int>("Count", (_, n) =>
        {
            runs.Ran(n);
            return n + 1;
        });
        tasks.AddOrchestratorFunc<int, int>("Counted", async (context, n) =>
        {
            for (int i = 0; i < KilledWorkload.Steps; i++) n = await context.CallActivityAsync<int>("Count", n);
            return n;
        });
    }
}
