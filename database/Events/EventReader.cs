using Npgsql;
using NpgsqlTypes;
using Orchestrator.Core.Events;

namespace Orchestrator.Database.Events;

/// <summary>Reads <c>lifecycle_events</c>: by subject through its numbers, across subjects through <c>settled_events</c>.</summary>
sealed class EventReader(NpgsqlDataSource dataSource) : IEventReader
{
    const string Columns =
        "tx, id, subject_kind, subject_id, seq, namespace_id, scope_id, event_name, actor, payload, correlation_id, occurred_at";

    public Task<IReadOnlyList<LifecycleEvent>> ReadSubjectAsync(
        Guid subjectId, int afterSequence, int limit, CancellationToken cancellationToken) => ReadAsync(
        $"""
        SELECT {Columns} FROM orchestrator.lifecycle_events
        WHERE subject_kind IN ('task', 'chain', 'job') AND subject_id = $1 AND seq > $2 ORDER BY seq LIMIT $3
        """,
        [new() { Value = subjectId }, new() { Value = afterSequence }, new() { Value = limit }],
        cancellationToken);

    public Task<IReadOnlyList<LifecycleEvent>> ReadAllAsync(
        Guid? namespaceId, EventPosition after, int limit, CancellationToken cancellationToken) =>
        ReadSettledAsync("namespace_id", namespaceId, after, limit, cancellationToken);

    public Task<IReadOnlyList<LifecycleEvent>> ReadScopeAsync(
        Guid scopeId, EventPosition after, int limit, CancellationToken cancellationToken) =>
        ReadSettledAsync("scope_id", scopeId, after, limit, cancellationToken);

    Task<IReadOnlyList<LifecycleEvent>> ReadSettledAsync(
        string column, Guid? value, EventPosition after, int limit, CancellationToken cancellationToken)
    {
        string filter = value is null ? "" : $"{column} = $4 AND ";
        List<NpgsqlParameter> parameters =
        [
            new() { Value = after.Transaction, NpgsqlDbType = NpgsqlDbType.Xid8 },
            new() { Value = after.EventId },
            new() { Value = limit },
        ];
        if (value is Guid id)
        {
            parameters.Add(new() { Value = id });
        }

        return ReadAsync(
            $"SELECT {Columns} FROM orchestrator.settled_events WHERE {filter}(tx, id) > ($1, $2) ORDER BY tx, id LIMIT $3",
            parameters,
            cancellationToken);
    }

    public async Task<EventPosition> ReadEndAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(
            "SELECT tx, id FROM orchestrator.settled_events ORDER BY tx DESC, id DESC LIMIT 1");
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new EventPosition(reader.GetFieldValue<ulong>(0), reader.GetInt64(1))
            : EventPosition.Start;
    }

    async Task<IReadOnlyList<LifecycleEvent>> ReadAsync(
        string sql, IEnumerable<NpgsqlParameter> parameters, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(sql);
        foreach (NpgsqlParameter parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        var events = new List<LifecycleEvent>();
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            events.Add(Map(reader));
        }

        return events;
    }

    static LifecycleEvent Map(NpgsqlDataReader reader) => new(
        new EventPosition(reader.GetFieldValue<ulong>(0), reader.GetInt64(1)),
        reader.GetString(2),
        reader.GetGuid(3),
        reader.GetInt32(4),
        reader.GetGuid(5),
        reader.IsDBNull(6) ? null : reader.GetGuid(6),
        reader.GetString(7),
        reader.GetString(8),
        reader.GetString(9),
        reader.IsDBNull(10) ? null : reader.GetString(10),
        reader.GetFieldValue<DateTimeOffset>(11));
}
