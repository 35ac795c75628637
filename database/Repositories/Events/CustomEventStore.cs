using Npgsql;
using Orchestrator.Core.Events.Custom;
using Orchestrator.Database.Repositories.Execution;

namespace Orchestrator.Database.Repositories.Events;

/// <summary>Custom events (<c>custom_event_types</c>, <c>lifecycle_events</c>).</summary>
sealed class CustomEventStore(NpgsqlDataSource dataSource) : ICustomEvents
{
    const string Columns = "name, coalesce(description, ''), schema::text, created_by, created_at";

    const string Register = """
        INSERT INTO orchestrator.custom_event_types (name, description, schema, created_by) VALUES ($1, $2, $3::text::jsonb, $4)
        ON CONFLICT ON CONSTRAINT custom_event_types_pkey DO NOTHING
        """;

    const string Find = $"SELECT {Columns} FROM orchestrator.custom_event_types WHERE name = $1";

    const string List = $"SELECT {Columns} FROM orchestrator.custom_event_types WHERE split_part(name, '.', 1) = $1 ORDER BY name";

    /// <summary>$1 task, $2 namespace, $3 name, $4 actor, $5 payload.</summary>
    const string PublishOfTask = """
        SELECT orchestrator.record_task_event(t.id, $3, $4, $5::text::jsonb)
        FROM orchestrator.tasks AS t JOIN orchestrator.namespaces AS n ON n.id = t.namespace_id WHERE t.id = $1 AND n.name = $2
        """;

    /// <summary>$1 chain, $2 namespace, $3 name, $4 actor, $5 payload.</summary>
    const string PublishOfChain = """
        SELECT orchestrator.record_chain_event(c.id, $3, $4, $5::text::jsonb)
        FROM orchestrator.task_chains AS c JOIN orchestrator.namespaces AS n ON n.id = c.namespace_id WHERE c.id = $1 AND n.name = $2
        """;

    public async Task<CustomEventType> RegisterAsync(
        string name, string description, string schema, string actor, CancellationToken cancellationToken)
    {
        await using (NpgsqlBatch insert = dataSource.CreateBatch().Add(Register, name, description, schema, actor))
        {
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }

        return (await ReadAsync(Find, name, cancellationToken))[0];
    }

    public async Task<CustomEventType?> FindAsync(string name, CancellationToken cancellationToken) =>
        await ReadAsync(Find, name, cancellationToken) is [var found] ? found : null;

    public async Task<IReadOnlyList<CustomEventType>> ListAsync(string @namespace, CancellationToken cancellationToken) =>
        await ReadAsync(List, @namespace, cancellationToken);

    public async Task<int?> PublishAsync(
        string @namespace, EventSubject subject, string name, string actor, string payload, CancellationToken cancellationToken)
    {
        string sql = subject.TaskId is null ? PublishOfChain : PublishOfTask;
        await using NpgsqlBatch batch = dataSource.CreateBatch().Add(sql, subject.TaskId ?? subject.ChainId, @namespace, name, actor, payload);
        return await batch.ExecuteScalarAsync(cancellationToken) as int?;
    }

    async Task<List<CustomEventType>> ReadAsync(string sql, string parameter, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = dataSource.CreateBatch().Add(sql, parameter);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        List<CustomEventType> found = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new CustomEventType(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.Text(3), reader.GetFieldValue<DateTimeOffset>(4)));
        }

        return found;
    }
}
