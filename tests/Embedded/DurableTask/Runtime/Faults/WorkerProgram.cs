using System.Globalization;
using Microsoft.DurableTask.Runtime.Hosting;
using Microsoft.DurableTask.Runtime.Store.Postgres;
using Microsoft.DurableTask.Tests.Runtime.Entities;
using Microsoft.DurableTask.Tests.Runtime.Support;

namespace Microsoft.DurableTask.Tests.Runtime.Faults;

/// <summary>
/// A worker in a process of its own, made to be killed: <c>dotnet {tests}.dll {connection string} {lease seconds} [{name}]</c>. It prints
/// "ready", then what it logs, and stops as a host does when its standard input ends.
/// </summary>
internal static class WorkerProgram
{
    static async Task Main(string[] args)
    {
        if (args.Length is not (2 or 3)) return; // the test host loads this assembly and never calls Main
        var store = new PostgresStore(args[0], TimeProvider.System);
        await using (await RuntimeProcess.StartAsync(
            store,
            Register,
            configure: options =>
            {
                Configure(options, double.Parse(args[1], CultureInfo.InvariantCulture));
                if (args.Length == 3) options.Owner = args[2];
            },
            logs: new PrintedLog(),
            waitForPartition: null))
        {
            Console.WriteLine("ready");
            while (await Console.In.ReadLineAsync() is not null)
            {
                // Only its end means something.
            }
        }
    }

    public static void Configure(DurableRuntimeOptions options, double leaseSeconds)
    {
        options.LeaseDuration = TimeSpan.FromSeconds(leaseSeconds);
        options.MaxConcurrentActivities = 40;
        options.Partitions = 4;
    }

    public static void Register(DurableTaskRegistry tasks)
    {
        tasks.AddActivityFunc<int, int>("AddOne", async (_, n) =>
        {
            await Task.Delay(20);
            return n + 1;
        });
        tasks.AddOrchestratorFunc<int, int>("Child", (context, n) => context.CallActivityAsync<int>("AddOne", n));
        tasks.AddOrchestratorFunc<int, int>("Steps", async (context, n) =>
        {
            for (int i = 0; i < 4; i++) n = await context.CallActivityAsync<int>("AddOne", n);
            return await context.CallSubOrchestratorAsync<int>("Child", n);
        });
        Bank.Register(tasks);
    }
}
