using System.CommandLine;
using System.Text.Json;
using Orchestrator.Bench.Domain;
using Orchestrator.Core.Tasks.Listing;

namespace Orchestrator.Bench.Queries;

/// <summary><c>queries</c>: what clients and workers ask of a large table.</summary>
internal static class QueriesCommand
{
    const string Name = "orchestrator_bench_queries";

    public static Command Create()
    {
        Option<string?> database = DomainDatabase.Option(Name);
        var count = new Option<int>("--count") { Description = "Tasks in the table.", DefaultValueFactory = _ => 1_000_000 };
        var fill = new Option<bool>("--fill") { Description = "Only write the tasks; a later run finds them." };
        var noPurge = new Option<bool>("--no-purge") { Description = "Leave the purge out, which takes tasks away." };
        var command = new Command("queries", "GetTask, ListTasks with every filter, transitions and a purge over 1,000,000 tasks.") { database, count, fill, noPurge };
        command.SetAction(async (result, cancellationToken) =>
        {
            await using DomainDatabase opened = await DomainDatabase.OpenAsync(result.GetValue(database), Name, cancellationToken);
            await MillionTasks.FillAsync(opened, result.GetValue(count), cancellationToken);
            if (!result.GetValue(fill))
            {
                Dictionary<string, object> figures = await RunAsync(opened, result.GetValue(count), !result.GetValue(noPurge), cancellationToken);
                Console.WriteLine(JsonSerializer.Serialize(figures));
            }

            return 0;
        });
        return command;
    }

    static async Task<Dictionary<string, object>> RunAsync(DomainDatabase database, int count, bool purge, CancellationToken cancellationToken)
    {
        var reads = new ReadBench(database);
        await reads.MeasureGetAsync(count, 500, cancellationToken);
        Samples get = await reads.MeasureGetAsync(count, 2000, cancellationToken);

        Dictionary<string, double> alone = await MeasureListsAsync(reads, ListFilters.Alone, cancellationToken);
        Dictionary<string, double> together = await MeasureListsAsync(reads, ListFilters.Together, cancellationToken);
        await TransitionBench.MeasureAsync(database, 100, cancellationToken);
        Samples transition = await TransitionBench.MeasureAsync(database, 500, cancellationToken);
        var figures = new Dictionary<string, object>
        {
            ["bench"] = "queries",
            ["tasks"] = count,
            ["get_p50_ms"] = get.P50,
            ["get_p95_ms"] = get.P95,
            ["list_p50_ms"] = alone.Values.Max(),
            ["list_slowest"] = alone.MaxBy(f => f.Value).Key,
            ["list_p50_ms_by_filter"] = alone,
            ["list_together_p50_ms_by_filter"] = together,
            ["transition_p50_ms"] = transition.P50,
            ["transition_p95_ms"] = transition.P95,
        };
        if (purge)
        {
            PurgeFigures beside = await PurgeBench.MeasureAsync(database, reads, count, cancellationToken);
            figures["purge_get_slowdown_percent"] = beside.GetSlowdown;
            figures["purge_list_slowdown_percent"] = beside.ListSlowdown;
            figures["purge_tasks_per_second"] = beside.TasksPerSecond;
        }

        return figures;
    }

    static async Task<Dictionary<string, double>> MeasureListsAsync(
        ReadBench reads, IReadOnlyList<(string Name, TaskFilter Filter)> filters, CancellationToken cancellationToken)
    {
        var medians = new Dictionary<string, double>();
        foreach ((string name, TaskFilter filter) in filters)
        {
            medians[name] = (await reads.MeasureListAsync(filter, 20, cancellationToken)).P50;
            await Console.Error.WriteLineAsync($"{medians[name],10:0.00} ms  {name}");
        }

        return medians;
    }
}
