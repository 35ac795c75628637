using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using Orchestrator.Bench.Domain;
using Orchestrator.Core.Chains.Planning;

namespace Orchestrator.Bench.Readiness;

/// <summary><c>readiness</c>: which tasks of a layered chain may start, in SQL and in C#; and how C# grows with the graph.</summary>
internal static class ReadinessCommand
{
    const string Name = "orchestrator_bench_readiness";
    const int SqlRounds = 50;
    const int CSharpRounds = 2000;

    public static Command Create()
    {
        Option<string?> database = DomainDatabase.Option(Name);
        var command = new Command("readiness", "Readiness of a 1,000-task, 2-parent layered chain in SQL and C#; a 1,000,000-edge graph in C#.") { database };
        command.SetAction(async (result, cancellationToken) =>
        {
            await using DomainDatabase opened = await DomainDatabase.OpenAsync(result.GetValue(database), Name, cancellationToken);
            Console.WriteLine(JsonSerializer.Serialize(await RunAsync(opened, cancellationToken)));
            return 0;
        });
        return command;
    }

    static async Task<Dictionary<string, object>> RunAsync(DomainDatabase database, CancellationToken cancellationToken)
    {
        var chain = new LayeredChain(layers: 50, width: 20);
        await chain.StoreAsync(database, doneLayers: 25, cancellationToken);
        NodeState[] states = chain.States(doneLayers: 25);
        ChainPlan plan = chain.Plan();
        HashSet<string> expected = [.. ChainReadiness.Resolve(plan, states, _ => false).Select((r, node) => (r, node))
            .Where(n => n.r.Verdict == NodeVerdict.Ready).Select(n => plan.KeyOf(n.node))];

        var sql = new Samples();
        await using NpgsqlConnection connection = await database.DataSource.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            "SELECT t.node_key FROM orchestrator.get_task_readiness($1) AS r JOIN orchestrator.tasks AS t ON t.id = r.task_id WHERE r.ready", connection)
        {
            Parameters = { new() { Value = chain.Id } },
        };
        await command.PrepareAsync(cancellationToken);
        for (int round = 0; round < SqlRounds; round++)
        {
            HashSet<string> ready = [];
            await sql.AddAsync(async () =>
            {
                await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
                while (await reader.ReadAsync(cancellationToken))
                {
                    ready.Add(reader.GetString(0));
                }
            });
            if (!ready.SetEquals(expected))
            {
                throw new BenchFailedException($"SQL finds {ready.Count} ready tasks, C# {expected.Count}, and they are not the same.");
            }
        }

        WarmUp(() => ChainReadiness.Resolve(plan, states, _ => false));
        var csharp = new Samples();
        for (int round = 0; round < CSharpRounds; round++)
        {
            csharp.Add(() => ChainReadiness.Resolve(plan, states, _ => false));
        }

        double half = GraphScale.Measure(edges: 500_000);
        double whole = GraphScale.Measure(edges: 1_000_000);
        return new Dictionary<string, object>
        {
            ["bench"] = "readiness",
            ["tasks"] = plan.NodeCount,
            ["edges"] = plan.Graph.EdgeCount,
            ["ready"] = expected.Count,
            ["sql_ms"] = sql.P50,
            ["csharp_ms"] = csharp.P50,
            ["speedup_vs_sql"] = Math.Round(sql.P50 / csharp.P50),
            ["edges_500000_ms"] = half,
            ["edges_1000000_ms"] = whole,
            ["growth_for_twice_the_edges"] = Math.Round(whole / half, 2),
        };
    }

    /// <summary>Until the compiler has done its best.</summary>
    static void WarmUp(Action act)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(2))
        {
            act();
        }
    }
}
