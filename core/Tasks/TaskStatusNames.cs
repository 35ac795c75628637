namespace Orchestrator.Core.Tasks;

/// <summary>Statuses as the database, the events and the messages spell them: <c>completed_with_warnings</c>.</summary>
public static class TaskStatusNames
{
    static readonly Dictionary<TaskRecordStatus, string> Names =
        Enum.GetValues<TaskRecordStatus>().ToDictionary(s => s, s => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName($"{s}"));

    static readonly Dictionary<string, TaskRecordStatus> Statuses = Names.ToDictionary(n => n.Value, n => n.Key);

    public static string Of(TaskRecordStatus status) => Names[status];

    /// <exception cref="KeyNotFoundException">No status is spelled so.</exception>
    public static TaskRecordStatus Parse(string name) => Statuses[name];
}
