using Orchestrator.Bench.DurableTask;

if (args is not ["load", var workload, ..])
{
    Console.Error.WriteLine("usage: bench load W1|W2|W3|W6 [--count N] [--rounds N] [--db \"Host=...\"]");
    return 2;
}

string Option(string name, string fallback)
{
    int at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? args[at + 1] : fallback;
}

string? database = Option("--db", Environment.GetEnvironmentVariable("ORCHESTRATOR_DB") ?? "");
if (database.Length == 0)
{
    Console.Error.WriteLine("No database: --db, or ORCHESTRATOR_DB.");
    return 2;
}

await using var load = await LoadProgram.StartAsync(database, CancellationToken.None);
return await load.RunAsync(workload.ToUpperInvariant(), int.Parse(Option("--count", "0")), int.Parse(Option("--rounds", "5")));
