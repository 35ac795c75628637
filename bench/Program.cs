using System.CommandLine;
using Orchestrator.Bench;
using Orchestrator.Bench.DurableTask;
using Orchestrator.Bench.DurableTask.Parts;
using Orchestrator.Cli;

var root = new RootCommand("Measures Orchestrator. Results and the machine they are from: bench/RESULTS.md.")
{
    LoadCommand.Create(),
    KillWorkerCommand.Create(),
    PartsCommand.Create(),
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
