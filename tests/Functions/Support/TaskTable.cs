using Npgsql;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;
using Orchestrator.Tests.Support.Database;

namespace Orchestrator.Functions.Tests.Support;

/// <summary>Puts tasks into a database and reads what became of them.</summary>
sealed class TaskTable(MigratedDatabase database)
{
    public async Task<Guid> InsertAsync(
        string handler, string parameters = "{}", string prompt = "What is durable?", int maxRetries = 3, TimeSpan? executeAfter = null)
    {
        Guid id = Guid.CreateVersion7();
        await ExecuteAsync(
            """
            INSERT INTO orchestrator.tasks (id, name, task_name, prompt, task_parameters, max_retries, execute_after)
            VALUES ($1, 'test', $2, $3, $4::jsonb, $5, clock_timestamp() + $6::interval)
            """,
            id, handler, prompt, parameters, maxRetries, executeAfter ?? (object)DBNull.Value);
        return id;
    }

    public Task<Guid> InsertAsync<T>(string handler, T parameters, int maxRetries = 3)
        where T : ITaskParameters => InsertAsync(handler, ParametersJson.Write(parameters), maxRetries: maxRetries);

    public Task<List<string>> TransitionsAsync(Guid id) => ListAsync(
        "SELECT to_status::text FROM orchestrator.task_transitions WHERE task_id = $1 ORDER BY sort_key", id);

    public Task<List<string>> EventsAsync(Guid id) => ListAsync(
        "SELECT event_name FROM orchestrator.lifecycle_events WHERE subject_id = $1 ORDER BY seq", id);

    /// <summary>Each attempt as <c>number status error_type</c>.</summary>
    public Task<List<string>> AttemptsAsync(Guid id) => ListAsync(
        "SELECT concat_ws(' ', attempt_number, status, error_type) FROM orchestrator.task_executions WHERE task_id = $1 ORDER BY attempt_number", id);

    /// <summary>Each model call as <c>attempt/call outcome</c>.</summary>
    public Task<List<string>> CallsAsync(Guid id) => ListAsync(
        "SELECT attempt || '/' || call_no || ' ' || outcome FROM orchestrator.llm_calls WHERE task_id = $1 ORDER BY attempt, call_no", id);

    public async Task<string> StatusAsync(Guid id) => await FieldAsync(id, "status") ?? "";

    /// <param name="expression">SQL over the task's row.</param>
    public async Task<string?> FieldAsync(Guid id, string expression) =>
        Assert.Single(await ListAsync($"SELECT ({expression})::text FROM orchestrator.tasks WHERE id = $1", id));

    public async Task MoveAsync(Guid id, string from, string to, string actor = "manual:ada") => await ExecuteAsync(
        $"SELECT orchestrator.transition_task($1, '{{{from}}}', '{to}', '{actor}')", id);

    public Task CancelAsync(Guid id) => MoveAsync(id, "pending,queued,running", nameof(TaskRecordStatus.Cancelled).ToLowerInvariant());

    public async Task ExecuteAsync(string sql, params object[] values)
    {
        await using NpgsqlCommand command = CreateCommand(sql, values);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<List<string>> ListAsync(string sql, params object[] values)
    {
        List<string> rows = [];
        await using NpgsqlCommand command = CreateCommand(sql, values);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.IsDBNull(0) ? null! : reader.GetString(0));
        }

        return rows;
    }

    NpgsqlCommand CreateCommand(string sql, object[] values)
    {
        NpgsqlCommand command = database.DataSource.CreateCommand(sql);
        foreach (object value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
