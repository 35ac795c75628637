using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using Orchestrator.Core.Bulk;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Listing;
using Orchestrator.Database.Repositories.Execution;

namespace Orchestrator.Database.Repositories.Bulk;

/// <summary>Rows of <c>bulk_operations</c> to the domain and back.</summary>
static class BulkRecords
{
    static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static string ActionOf(BulkAction action) => JsonNamingPolicy.SnakeCaseLower.ConvertName($"{action}");

    public static BulkAction ToAction(string word) => Enum.Parse<BulkAction>(word, ignoreCase: true);

    public static string Write(TaskFilter filter) => JsonSerializer.Serialize(filter, Options);

    public static TaskFilter ReadFilter(string json) => JsonSerializer.Deserialize<TaskFilter>(json, Options)!;

    public static string Write(IReadOnlyList<BulkPageTask> tasks) => JsonSerializer.Serialize(tasks, Options);

    public static IReadOnlyList<BulkPageTask> ReadTasks(string json) => JsonSerializer.Deserialize<BulkPageTask[]>(json, Options)!;

    public static BulkOperation Read(NpgsqlDataReader reader) => new(
        reader.GetGuid(0),
        reader.GetString(1),
        ToAction(reader.GetString(2)),
        reader.GetFieldValue<TaskRecordStatus>(3),
        reader.GetInt32(4),
        reader.GetInt32(5),
        reader.GetInt32(6),
        reader.Text(7),
        reader.Text(8),
        reader.GetFieldValue<DateTimeOffset>(9),
        reader.Nullable<DateTimeOffset>(10),
        reader.GetString(11));
}
