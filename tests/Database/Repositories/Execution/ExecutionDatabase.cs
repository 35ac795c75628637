using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orchestrator.Core.Events;
using Orchestrator.Core.Execution;
using Orchestrator.Core.Tasks;
using Orchestrator.Database.Repositories.Execution;
using Orchestrator.Tests.Support.Database;

namespace Orchestrator.Database.Tests.Repositories.Execution;

/// <summary>A database with the stores of execution over it, and tasks to work on.</summary>
public sealed class ExecutionDatabase : IAsyncLifetime
{
    readonly MigratedDatabase _database = new();

    internal NpgsqlDataSource DataSource => _database.DataSource;

    internal IEventNotifier Notifier => _database.Services.GetRequiredService<IEventNotifier>();

    internal ExecutionStore Store => new(DataSource, Notifier);

    internal StartStore Starts => new(DataSource, Notifier);

    public Task InitializeAsync() => _database.InitializeAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    internal async Task<Guid> InsertTaskAsync(string handler = HandlerNames.DebugEcho, string columns = "", string values = "", string parameters = "{}")
    {
        Guid id = Guid.CreateVersion7();
        await DataSource.ExecuteAsync(
            $"INSERT INTO orchestrator.tasks (id, name, task_name, prompt, task_parameters{columns}) VALUES ($1, 'test', $2, 'prompt', $3::jsonb{values})",
            id, handler, parameters);
        return id;
    }

    internal async Task<AttemptKey> BeginAsync(Guid taskId, int number = 1, int run = 1)
    {
        var key = new AttemptKey(taskId, run, number);
        Assert.IsType<AttemptStart.Begun>(await Store.BeginAsync(key, "w1", CancellationToken.None));
        return key;
    }

    internal Task<List<string>> TransitionsAsync(Guid taskId) => DataSource.ListAsync<string>(
        "SELECT to_status::text FROM orchestrator.task_transitions WHERE task_id = $1 ORDER BY sort_key", taskId);

    internal Task<List<string>> EventsAsync(Guid taskId) => DataSource.ListAsync<string>(
        "SELECT event_name FROM orchestrator.lifecycle_events WHERE subject_id = $1 ORDER BY seq", taskId);

    internal Task<T> TaskAsync<T>(Guid taskId, string column) =>
        DataSource.ReadAsync<T>($"SELECT {column} FROM orchestrator.tasks WHERE id = $1", taskId);

    internal Task<T> AttemptAsync<T>(AttemptKey key, string column) => DataSource.ReadAsync<T>(
        $"SELECT {column} FROM orchestrator.task_executions WHERE task_id = $1 AND attempt_number = $2", key.TaskId, key.Number);

    internal async Task CancelAsync(Guid taskId) => Assert.True(await DataSource.ReadAsync<bool>(
        "SELECT orchestrator.transition_task($1, '{pending,queued,running}', 'cancelled', 'manual:ada')", taskId));
}
