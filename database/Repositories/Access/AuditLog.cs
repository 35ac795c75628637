using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Orchestrator.Core.Access;

namespace Orchestrator.Database.Repositories.Access;

sealed class AuditLog(NpgsqlDataSource dataSource) : IAuditLog
{
    public async Task RecordAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        // The name is looked up, never made: a call that was denied must leave nothing of what it asked for.
        await using NpgsqlCommand command = dataSource.CreateCommand("""
            INSERT INTO orchestrator.audit_log (actor, action, subject_kind, subject_id, namespace_id, outcome, details)
            VALUES ($1, $2, $3, $4, (SELECT id FROM orchestrator.namespaces WHERE name = $5), $6, $7)
            """);
        command.Parameters.Add(new() { Value = entry.Actor });
        command.Parameters.Add(new() { Value = entry.Action });
        command.Parameters.Add(new() { Value = entry.SubjectKind ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = entry.SubjectId ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new() { Value = entry.Namespace });
        command.Parameters.Add(new() { Value = entry.Outcome });
        command.Parameters.Add(new() { Value = JsonSerializer.Serialize(entry.Details), NpgsqlDbType = NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
