using Npgsql;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Database.Tests.Tasks;

/// <summary>Tasks as rows, for tests of what the triggers make of them.</summary>
static class TaskSql
{
    public static async Task<Guid> InsertTaskAsync(
        this NpgsqlDataSource dataSource, string columns = "reason", string values = "NULL", Guid? id = null)
    {
        id ??= Guid.CreateVersion7();
        await dataSource.ExecuteAsync(
            $"INSERT INTO orchestrator.tasks (id, name, task_name, triggered_by, {columns}) VALUES ($1, 'a task', 'debug.echo', 'api:test', {values})",
            id);
        return id.Value;
    }

    public static Task<bool> MoveAsync(
        this NpgsqlDataSource dataSource, Guid id, TaskRecordStatus from, TaskRecordStatus to, string actor = "system", string metadata = "{}") =>
        dataSource.ReadAsync<bool>("SELECT orchestrator.transition_task($1, $2, $3, $4, $5::jsonb)", id, new[] { from }, to, actor, metadata);

    /// <summary>A task that came to <paramref name="status"/> on a legal way.</summary>
    public static async Task<Guid> InsertTaskInAsync(this NpgsqlDataSource dataSource, TaskRecordStatus status)
    {
        Guid id = await dataSource.InsertTaskAsync();
        TaskRecordStatus from = TaskRecordStatus.Pending;
        foreach (TaskRecordStatus to in WayTo(status))
        {
            Assert.True(await dataSource.MoveAsync(id, from, to, "manual:test"));
            from = to;
        }

        return id;
    }

    public static TaskRecordStatus[] WayTo(TaskRecordStatus status) => status switch
    {
        TaskRecordStatus.Pending => [],
        TaskRecordStatus.Queued or TaskRecordStatus.Cancelled or TaskRecordStatus.Skipped or TaskRecordStatus.Failed => [status],
        TaskRecordStatus.Running => [TaskRecordStatus.Queued, status],
        TaskRecordStatus.ResolvedManually => [TaskRecordStatus.Failed, status],
        _ => [TaskRecordStatus.Queued, TaskRecordStatus.Running, status],
    };
}
