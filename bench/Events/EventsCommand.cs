using System.CommandLine;
using System.Text.Json;
using Orchestrator.Bench.Domain;

namespace Orchestrator.Bench.Events;

/// <summary><c>events</c>: the in-process bus, and events that are stored and read again.</summary>
internal static class EventsCommand
{
    const string Name = "orchestrator_bench_events";

    public static Command Create()
    {
        Option<string?> database = DomainDatabase.Option(Name);
        var command = new Command("events", "Events published into 5 subscribers; events stored in batches and read in order.") { database };
        command.SetAction(async (result, cancellationToken) =>
        {
            double published = await BusBench.MeasureAsync(cancellationToken);
            await using DomainDatabase opened = await DomainDatabase.OpenAsync(result.GetValue(database), Name, cancellationToken);
            double persisted = await OutboxBench.MeasureAsync(opened, OutboxBench.EventsAlone, cancellationToken);
            double withTasks = await OutboxBench.MeasureAsync(opened, OutboxBench.EventsOfNewTasks, cancellationToken);
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                bench = "events",
                events_per_second = published,
                subscribers = BusBench.Subscribers,
                persisted_events_per_second = persisted,
                persisted_events_of_new_tasks_per_second = withTasks,
                batch = OutboxBench.Batch,
                writers = OutboxBench.Writers,
            }));
            return 0;
        });
        return command;
    }
}
