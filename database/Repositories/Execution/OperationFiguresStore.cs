using Npgsql;
using Orchestrator.Core.Execution;

namespace Orchestrator.Database.Repositories.Execution;

sealed class OperationFiguresStore(NpgsqlDataSource dataSource) : IOperationFigures
{
    // Read once a minute on tables of any size: open tasks by their partial index, the rest by the events' times. A node waits
    // for its parents and a map's item for its turn, so neither is late.
    const string Read = """
        WITH recent AS MATERIALIZED (
            SELECT subject_id, event_name, occurred_at FROM orchestrator.lifecycle_events
            WHERE subject_kind = 'task' AND occurred_at > clock_timestamp() - interval '5 min'
                AND event_name IN ('task.started', 'task.completed', 'task.failed')
        )
        SELECT
            (SELECT coalesce(max(clock_timestamp() - greatest(r.created_at, t.execute_after)), interval '0')
             FROM orchestrator.tasks AS t
             JOIN orchestrator.task_transitions AS r ON r.task_id = t.id AND r.most_recent
             WHERE t.status = 'pending' AND t.chain_id IS NULL AND t.map_task_id IS NULL
                AND coalesce(t.execute_after <= clock_timestamp(), true)),
            (SELECT count(*) FROM recent WHERE event_name = 'task.failed'),
            (SELECT count(*) FROM recent WHERE event_name <> 'task.started'),
            (SELECT coalesce(
                percentile_cont(0.95) WITHIN GROUP (ORDER BY e.occurred_at - greatest(t.created_at, t.execute_after)), interval '0')
             FROM recent AS e JOIN orchestrator.tasks AS t ON t.id = e.subject_id
             WHERE e.event_name = 'task.started' AND t.run_no = 1 AND t.retry_count = 0 AND t.chain_id IS NULL AND t.map_task_id IS NULL),
            (SELECT coalesce(sum(c.cost_usd), 0) FROM orchestrator.llm_calls AS c
             WHERE c.answered_at > clock_timestamp() - interval '1 hour' AND c.task_id IN (
                SELECT subject_id FROM orchestrator.lifecycle_events
                WHERE subject_kind = 'task' AND occurred_at > clock_timestamp() - interval '1 hour'))
        """;

    public async Task<OperationFigures> ReadAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(Read);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new OperationFigures(
            reader.GetTimeSpan(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetTimeSpan(3), reader.GetDecimal(4));
    }
}
