using Npgsql;
using Orchestrator.Database.Tests.Chains;
using Orchestrator.Database.Tests.Tasks;
using Orchestrator.Tests.Support.Database;
using static Orchestrator.Core.Tasks.TaskRecordStatus;

namespace Orchestrator.Database.Tests.Maintenance;

public sealed class FiguresTests : IAsyncLifetime
{
    readonly MigratedDatabase _database = new();

    NpgsqlDataSource Sql => _database.DataSource;

    [Fact]
    public async Task Figures_CountWhatThereIs()
    {
        await Sql.InsertTaskAsync();
        Guid done = await Sql.InsertTaskInAsync(Completed);
        await Sql.InsertTaskInAsync(Failed);
        await Sql.InsertTaskInAsync(Cancelled);
        Guid chain = await Sql.InsertChainAsync();
        await Sql.BringToAsync(await Sql.InsertNodeAsync(chain), CompletedWithWarnings);
        await Sql.ExecuteAsync(
            """
            INSERT INTO orchestrator.task_executions (task_id, attempt_number, status, model_name, prompt_tokens, completion_tokens, total_tokens, cost_usd)
            SELECT $1, n, 'running', 'm', 2, 3, 5, 0.5 FROM generate_series(1, 3) AS n
            """,
            done);
        await Sql.ExecuteAsync("UPDATE orchestrator.task_executions SET status = 'completed'");

        Assert.Equal("1 0 0 2 1 1 0 0 0 1 0 0", await Sql.ReadAsync<string>(
            """
            SELECT concat_ws(' ', tasks_pending, tasks_queued, tasks_running, tasks_completed, tasks_failed, tasks_cancelled, tasks_skipped,
                chains_pending, chains_running, chains_completed, chains_failed, chains_cancelled) FROM orchestrator.get_system_health_counts()
            """));
        Assert.Equal("5 2 1 1 1 0.6667 3 2 15 1 1 1.0000", await Sql.ReadAsync<string>(
            """
            SELECT concat_ws(' ', tasks_created, tasks_completed, tasks_failed, tasks_cancelled, tasks_open, success_rate, attempts, retries, total_tokens,
                chains_created, chains_completed, chain_success_rate) FROM orchestrator.get_analytics_metrics(now() - interval '1 hour')
            """));
        Assert.Equal("0 1.50000000 3", await Sql.ReadAsync<string>(
            "SELECT concat_ws(' ', sum(e.total_tokens) - 15, sum(e.cost_usd), sum(e.executions)) FROM orchestrator.execution_statistics AS e"));
        Assert.Equal(0, await Sql.ReadAsync<long>("SELECT tasks_created FROM orchestrator.get_analytics_metrics(now() + interval '1 hour')"));
    }

    [Fact]
    public async Task Slowest_AreListedSlowestFirst()
    {
        Guid[] tasks = [await Sql.InsertTaskInAsync(Completed), await Sql.InsertTaskInAsync(Completed), await Sql.InsertTaskInAsync(Completed)];
        await Sql.ExecuteAsync("ALTER TABLE orchestrator.tasks DISABLE TRIGGER USER");
        await Sql.ExecuteAsync(
            "UPDATE orchestrator.tasks SET completed_at = started_at + make_interval(secs => 10 * array_position($1, id)) WHERE id = ANY ($1)", (object)tasks);

        Assert.Equal(
            [(tasks[2], 30_000L), (tasks[1], 20_000L)],
            await Sql.ListAsync(
                "SELECT task_id, duration_ms FROM orchestrator.get_slowest_tasks(now() - interval '1 hour', 2)", r => (r.GetGuid(0), r.GetInt64(1))));
        Assert.Empty(await Sql.ListAsync<Guid>("SELECT chain_id FROM orchestrator.get_slowest_chains(now() - interval '1 hour', 2)"));
    }

    public Task InitializeAsync() => _database.InitializeAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();
}
