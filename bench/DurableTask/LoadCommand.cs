using System.CommandLine;
using Orchestrator.Bench.DurableTask.Load;

namespace Orchestrator.Bench.DurableTask;

/// <summary><c>load W1</c>: one workload, warmed up, several rounds; the last line of the output is its result as JSON.</summary>
internal static class LoadCommand
{
    public static Command Create()
    {
        var workload = new Argument<string>("workload")
        {
            Description = """
                W1  orchestrations at once, 5 sequential activities each (1000; also of interest: 10000)
                W2  one orchestration that fans out activities (1000; also of interest: 10000)
                W3  one orchestration with one activity after the other, started and awaited (1000)
                W4  orchestrations of 5 activities queued at once (100000): memory, and speed at the end against the start
                W5  W1 in a process that is killed in the middle, and started again (1000)
                W6  orchestrations with one activity, started one by one from 16 clients (10000)
                """,
        };
        workload.AcceptOnlyFromAmong([.. WorkloadCatalog.Names]);
        var count = new Option<int?>("--count") { Description = "Orchestrations a round (W2: activities). Default: the number above in parentheses." };
        var rounds = new Option<int?>("--rounds") { Description = "Measured rounds. Default: 5, of W4 1." };
        var database = new Option<string?>("--db")
        {
            Description = "Connection string of a database to use. Default: database orchestrator_bench on the server that ./run uses "
                + "(ORCHESTRATOR_DB, else the clone's own, which is started).",
        };
        var command = new Command("load", "Runs a workload on the embedded durable runtime and PostgreSQL, in one process.")
        {
            workload, count, rounds, database,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            string connectionString = await BenchDatabase.FindAsync(result.GetValue(database), cancellationToken);
            var program = new LoadProgram(connectionString, WorkloadCatalog.Get(result.GetValue(workload)!));
            await program.RunAsync(result.GetValue(count), result.GetValue(rounds), cancellationToken);
            return 0;
        });
        return command;
    }
}
