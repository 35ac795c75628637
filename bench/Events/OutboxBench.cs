using System.Diagnostics;
using Orchestrator.Bench.Domain;
using Orchestrator.Core.Events;

namespace Orchestrator.Bench.Events;

/// <summary>
/// Events written to the outbox (<c>lifecycle_events</c>, with all its indexes and constraints) in batches by several connections, while a
/// reader follows them in their order, until it has had every one.
/// </summary>
internal static class OutboxBench
{
    public const int Batch = 500;
    public const int Writers = 2;
    const int BatchesEach = 60;
    const int ReadAtOnce = 5_000;

    /// <summary>$1 how many: events of as many subjects, and nothing else.</summary>
    public const string EventsAlone = """
        INSERT INTO orchestrator.lifecycle_events (subject_kind, subject_id, seq, namespace_id, event_name, actor, payload)
        SELECT 'task', gen_random_uuid(), 1, '00000000-0000-0000-0000-000000000001', 'task.completed', 'system',
            jsonb_build_object('task_id', n, 'attempt', 1, 'duration_ms', 12, 'status', 'completed')
        FROM generate_series(1, $1) AS n
        """;

    /// <summary>$1 how many: tasks, each with its row, audit row, search text and event.</summary>
    public const string EventsOfNewTasks = """
        INSERT INTO orchestrator.tasks (id, name, task_name, task_parameters)
        SELECT gen_random_uuid(), 'task ' || n, 'debug.echo', '{"message": "hi"}' FROM generate_series(1, $1) AS n
        """;

    /// <param name="sql">Writes $1 events in one transaction.</param>
    /// <returns>Events a second, written and read.</returns>
    public static async Task<double> MeasureAsync(DomainDatabase database, string sql, CancellationToken cancellationToken)
    {
        await database.ExecuteAsync("TRUNCATE orchestrator.lifecycle_events, orchestrator.task_chains, orchestrator.tasks CASCADE", cancellationToken);
        await database.ExecuteAsync(sql, cancellationToken, Batch);  // plans and pages are there
        IEventReader reader = database.Get<IEventReader>();
        EventPosition from = await reader.ReadEndAsync(cancellationToken);

        long start = Stopwatch.GetTimestamp();
        Task reading = ReadAsync(reader, from, Writers * BatchesEach * Batch, cancellationToken);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async _ =>
        {
            for (int batch = 0; batch < BatchesEach; batch++)
            {
                await database.ExecuteAsync(sql, cancellationToken, Batch);
            }
        }));
        await reading;
        return Math.Round(Writers * BatchesEach * Batch / Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    static async Task ReadAsync(IEventReader reader, EventPosition from, int expected, CancellationToken cancellationToken)
    {
        var seen = new HashSet<EventPosition>();
        while (seen.Count < expected)
        {
            IReadOnlyList<LifecycleEvent> page = await reader.ReadAllAsync(namespaceId: null, from, ReadAtOnce, cancellationToken);
            foreach (LifecycleEvent happened in page)
            {
                if (happened.Position <= from || !seen.Add(happened.Position))
                {
                    throw new BenchFailedException($"The event at {happened.Position} came out of its order.");
                }

                from = happened.Position;
            }

            if (page.Count < ReadAtOnce)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), cancellationToken);  // as writers wake readers
            }
        }
    }
}
