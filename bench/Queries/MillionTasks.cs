using Orchestrator.Bench.Domain;

namespace Orchestrator.Bench.Queries;

/// <summary>
/// Tasks as a few months of work leave them, written by set-based SQL. The triggers are off while they are (<c>session_replication_role</c>, so
/// the role must be a superuser) and what triggers would have written is written beside them: transitions, events, search text. The indexes
/// are made after the rows, as a restored dump would have them. What other benches left in the database stays as it is.
/// </summary>
internal static class MillionTasks
{
    public const int Days = 90;

    /// <summary>$1 how many. Number n is the n-th oldest: statuses, handlers and namespaces are spread evenly over time.</summary>
    const string Tasks = """
        INSERT INTO orchestrator.tasks (
            id, name, task_name, namespace_id, prompt, status, created_at, updated_at, scheduled_at, start_claimed_at, started_at, completed_at,
            tags, metadata, correlation_id, output, event_seq, triggered_by)
        SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'task ' || n,
            CASE WHEN n % 100000 = 7 THEN 'http.call' WHEN n % 10 < 6 THEN 'llm.complete' ELSE 'debug.echo' END,
            (SELECT s.id FROM orchestrator.namespaces AS s WHERE s.name = CASE WHEN n % 1000 = 3 THEN 'small' WHEN n % 10 = 3 THEN 'team' ELSE 'default' END),
            'Summarize document ' || md5(n::text) || CASE WHEN n % 10 = 0 THEN ' with care' ELSE '' END
                || CASE WHEN n % 50000 = 11 THEN ' about quetzalcoatl' ELSE '' END,
            v.status, v.at, v.at, v.at, v.at, CASE WHEN v.status NOT IN ('pending', 'queued') THEN v.at END,
            CASE WHEN v.status NOT IN ('pending', 'queued', 'running') THEN v.at + interval '3 s' END,
            jsonb_build_object('team', 'team-' || n % 10, 'batch', (n / 100)::text, 'rare', (n / 20000 * 20000 = n)::text, 'share', (n % 200)::text),
            '{}', 'correlation-' || n / 10, CASE WHEN v.status = 'completed' THEN 'It says ' || n END, 4, 'api:bench'
        FROM generate_series(1, $1::bigint) AS n
        CROSS JOIN LATERAL (
            SELECT CASE
                    WHEN n % 200 = 1 THEN 'pending' WHEN n % 400 = 2 THEN 'queued' WHEN n % 400 = 3 THEN 'running' WHEN n % 20 = 4 THEN 'failed'
                    WHEN n % 50 = 5 THEN 'cancelled' WHEN n % 100 = 6 THEN 'completed_with_warnings' WHEN n % 10000 = 8 THEN 'resolved_manually'
                    ELSE 'completed' END::orchestrator.task_status AS status,
                clock_timestamp() - interval '90 days' + interval '90 days' * (n::float8 / $1::float8) AS at
        ) AS v
        ON CONFLICT (id) DO NOTHING
        """;

    /// <summary>Their ids; those of everybody else begin with a time.</summary>
    const string Ours = "id BETWEEN '00000000-0000-7000-8000-000000000000' AND '00000000-0000-7000-8000-ffffffffffff'";

    const string Transitions = $"""
        INSERT INTO orchestrator.task_transitions (task_id, from_status, to_status, sort_key, most_recent, actor, created_at)
        SELECT id, CASE WHEN status <> 'pending' THEN 'pending'::orchestrator.task_status END, status, CASE WHEN status = 'pending' THEN 1 ELSE 2 END,
            true, 'system', created_at FROM orchestrator.tasks WHERE {Ours}
        ON CONFLICT DO NOTHING
        """;

    const string Events = $$"""
        INSERT INTO orchestrator.lifecycle_events (subject_kind, subject_id, seq, namespace_id, event_name, actor, payload, occurred_at)
        SELECT 'task', t.id, s.seq, t.namespace_id, 'task.created', 'system', '{}', t.created_at
        FROM orchestrator.tasks AS t CROSS JOIN generate_series(1, 4) AS s (seq) WHERE t.{{Ours}}
        ON CONFLICT DO NOTHING
        """;

    const string Search = $"""
        INSERT INTO orchestrator.task_search (task_id, namespace_id, labels, body)
        SELECT id, namespace_id, jsonb_build_object('handler', task_name, 'tags', tags), concat_ws(E'\n', name, prompt, output) FROM orchestrator.tasks WHERE {Ours}
        ON CONFLICT DO NOTHING
        """;

    /// <summary>Nothing when they, or at least half of them, are there: a purge takes some away.</summary>
    public static async Task FillAsync(DomainDatabase database, int count, CancellationToken cancellationToken)
    {
        long there = (await database.ListAsync<long>($"SELECT count(*) FROM orchestrator.tasks WHERE {Ours}", cancellationToken))[0];
        if (there >= count / 2)
        {
            return;
        }

        List<string> indexes = await database.ListAsync<string>("""
            SELECT i.indexdef FROM pg_indexes AS i
            WHERE i.schemaname = 'orchestrator' AND i.tablename IN ('tasks', 'task_search', 'task_transitions', 'lifecycle_events')
                AND NOT EXISTS (SELECT FROM pg_constraint AS c WHERE c.conname = i.indexname)
            """, cancellationToken);
        await Console.Error.WriteLineAsync($"Writing {count} tasks");

        // All or nothing: a table whose indexes are gone would give figures of another product.
        await database.ExecuteWithoutTriggersAsync(string.Join(";\n", (string[])
        [
            "INSERT INTO orchestrator.namespaces (name) VALUES ('team'), ('small') ON CONFLICT DO NOTHING",
            .. indexes.Select(index => $"DROP INDEX orchestrator.{index.Split(" ON ")[0].Split(' ')[^1]}"),
            .. ((string[])[Tasks, Transitions, Events, Search]).Select(sql => sql.Replace("$1", $"{count}", StringComparison.Ordinal)),
            .. indexes,
        ]), cancellationToken);
        await database.ExecuteAsync("VACUUM ANALYZE orchestrator.tasks", cancellationToken);
        await database.ExecuteAsync("VACUUM ANALYZE orchestrator.task_search", cancellationToken);
        await database.ExecuteAsync("VACUUM ANALYZE orchestrator.task_transitions", cancellationToken);
        await database.ExecuteAsync("VACUUM ANALYZE orchestrator.lifecycle_events", cancellationToken);
    }
}
