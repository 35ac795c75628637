using System.CommandLine;
using Orchestrator.Bench;
using Orchestrator.Bench.DurableTask;
using Orchestrator.Bench.DurableTask.Parts;
using Orchestrator.Bench.Events;
using Orchestrator.Bench.Queries;
using Orchestrator.Bench.Readiness;
using Orchestrator.Cli;

var root = new RootCommand("Measures Orchestrator. Results and the machine they are from: bench/RESULTS.md, bench/QUERIES.md.")
{
    LoadCommand.Create(),
    KillWorkerCommand.Create(),
    PartsCommand.Create(),
    ReadinessCommand.Create(),
    EventsCommand.Create(),
    QueriesCommand.Create(),
};
try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception error) when (error is CommandFailedException or BenchFailedException)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 1;
}
