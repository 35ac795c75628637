using Npgsql;
using Orchestrator.Core.Tasks;
using Orchestrator.Database.Repositories.Execution;

namespace Orchestrator.Database.Repositories.Tasks.Reading;

static class TaskReferenceReader
{
    /// <param name="at">Of the columns id, node_key, name, status.</param>
    public static TaskReference Read(NpgsqlDataReader reader, int at) => new(
        reader.GetGuid(at), reader.Text(at + 1), reader.GetString(at + 2), reader.GetFieldValue<TaskRecordStatus>(at + 3));
}
