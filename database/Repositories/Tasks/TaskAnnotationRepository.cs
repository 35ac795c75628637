using Npgsql;
using NpgsqlTypes;
using Orchestrator.Core.Tasks.Annotations;
using Orchestrator.Database.Repositories.Execution;

namespace Orchestrator.Database.Repositories.Tasks;

/// <summary>Notes on tasks (<c>task_annotations</c>).</summary>
sealed class TaskAnnotationRepository(NpgsqlDataSource dataSource) : ITaskAnnotations
{
    const string FindSize = """
        SELECT (SELECT coalesce(sum(octet_length(a.annotation::text)), 0) FROM orchestrator.task_annotations AS a WHERE a.task_id = t.id)
        FROM orchestrator.tasks AS t JOIN orchestrator.namespaces AS n ON n.id = t.namespace_id
        WHERE t.id = $1 AND n.name = $2
        FOR KEY SHARE OF t
        """;

    const string InsertType = """
        INSERT INTO orchestrator.annotation_types (name) VALUES ($1) ON CONFLICT ON CONSTRAINT annotation_types_pkey DO NOTHING
        """;

    const string Insert = """
        INSERT INTO orchestrator.task_annotations (task_id, annotation_type, annotation, created_by) VALUES ($1, $2, $3, $4)
        RETURNING id, annotation_type, annotation, created_by, created_at
        """;

    const string FindSchema = "SELECT schema::text FROM orchestrator.annotation_types WHERE name = $1 AND schema <> '{}'";

    // The outer join keeps a row for a task without notes.
    const string Read = """
        SELECT a.id, a.annotation_type, a.annotation, a.created_by, a.created_at
        FROM orchestrator.tasks AS t JOIN orchestrator.namespaces AS n ON n.id = t.namespace_id
        LEFT JOIN orchestrator.task_annotations AS a ON a.task_id = t.id AND a.annotation_type = coalesce($3::text, a.annotation_type)
        WHERE t.id = $1 AND n.name = $2 ORDER BY a.id
        """;

    public async Task<AnnotateOutcome> AddAsync(
        string @namespace, Guid taskId, string type, string value, string createdBy, int maxBytes, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using NpgsqlBatch find = new NpgsqlBatch(connection).Add(FindSize, taskId, @namespace);
        if (await find.ExecuteScalarAsync(cancellationToken) is not long size)
        {
            return new AnnotateOutcome.NoSuchTask();
        }

        if (size + System.Text.Encoding.UTF8.GetByteCount(value) > maxBytes)
        {
            return new AnnotateOutcome.TooMuch();
        }

        await using NpgsqlBatch insert = new NpgsqlBatch(connection).Add(InsertType, type).Add(Insert, taskId, type, value, createdBy);
        insert.BatchCommands[1].Parameters[2].NpgsqlDbType = NpgsqlDbType.Jsonb;
        TaskAnnotation added;
        await using (NpgsqlDataReader reader = await insert.ExecuteReaderAsync(cancellationToken))
        {
            await reader.ReadAsync(cancellationToken);
            added = Map(reader);
        }

        await transaction.CommitAsync(cancellationToken);
        return new AnnotateOutcome.Added(added);
    }

    public async Task<string?> FindSchemaAsync(string type, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = dataSource.CreateBatch().Add(FindSchema, type);
        return await batch.ExecuteScalarAsync(cancellationToken) as string;
    }

    public async Task<IReadOnlyList<TaskAnnotation>?> ListAsync(
        string @namespace, Guid taskId, string? type, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = dataSource.CreateBatch().Add(Read, taskId, @namespace, type);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        List<TaskAnnotation>? annotations = null;
        while (await reader.ReadAsync(cancellationToken))
        {
            annotations ??= [];
            if (!await reader.IsDBNullAsync(0, cancellationToken))
            {
                annotations.Add(Map(reader));
            }
        }

        return annotations;
    }

    static TaskAnnotation Map(NpgsqlDataReader reader) => new(
        reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetFieldValue<DateTimeOffset>(4));
}
