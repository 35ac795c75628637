using Npgsql;
using Orchestrator.Core.Execution;
using Orchestrator.Database.Repositories.Execution;
using Orchestrator.Database.Tests.Tasks;
using Orchestrator.Tests.Support.Database;
using static Orchestrator.Core.Tasks.TaskRecordStatus;

namespace Orchestrator.Database.Tests.Maintenance;

public sealed class OperationFiguresTests : IAsyncLifetime
{
    readonly MigratedDatabase _database = new();

    NpgsqlDataSource Sql => _database.DataSource;

    [Fact]
    public async Task ReadAsync_NothingThere_IsAllZero() =>
        Assert.Equal(new OperationFigures(TimeSpan.Zero, 0, 0, TimeSpan.Zero, 0), await ReadAsync());

    [Fact]
    public async Task ReadAsync_WorkOfTheLastMinutes_IsCountedAndWhatIsOlderOrNotDueIsNot()
    {
        Guid waiting = await Sql.InsertTaskAsync();
        Guid later = await Sql.InsertTaskAsync();
        Guid done = await Sql.InsertTaskInAsync(Completed);
        await Sql.InsertTaskInAsync(Failed);
        Guid old = await Sql.InsertTaskInAsync(Failed);
        foreach (string table in (string[])["tasks", "task_transitions", "lifecycle_events", "llm_calls"])
        {
            await Sql.ExecuteAsync($"ALTER TABLE orchestrator.{table} DISABLE TRIGGER USER");  // the past is nobody's to write
        }

        await Sql.ExecuteAsync("UPDATE orchestrator.task_transitions SET created_at = clock_timestamp() - interval '400 s' WHERE task_id = $1", waiting);
        await Sql.ExecuteAsync("UPDATE orchestrator.tasks SET execute_after = clock_timestamp() + interval '1 hour' WHERE id = $1", later);
        await Sql.ExecuteAsync("UPDATE orchestrator.task_transitions SET created_at = clock_timestamp() - interval '2 hours' WHERE task_id = $1", later);
        await Sql.ExecuteAsync("UPDATE orchestrator.lifecycle_events SET occurred_at = occurred_at - interval '10 min' WHERE subject_id = $1", old);
        await Sql.ExecuteAsync(
            """
            INSERT INTO orchestrator.llm_calls (task_id, attempt, call_no, request_hash, provider, model, outcome, cost_usd, answered_at, intended_at)
            SELECT $1, 1, n, repeat('0', 64), 'p', 'm', 'succeeded', 0.25, t, t FROM (VALUES
                (1, clock_timestamp()), (2, clock_timestamp()), (3, clock_timestamp() - interval '2 hours')) AS x (n, t)
            """,
            done);

        OperationFigures figures = await ReadAsync();

        Assert.InRange(figures.OldestWaiting, TimeSpan.FromSeconds(400), TimeSpan.FromHours(1));
        Assert.Equal((1, 2, 0.5m), (figures.Failed, figures.Ended, figures.ModelCostUsd));
        Assert.InRange(figures.StartDelayP95, TimeSpan.FromTicks(1), TimeSpan.FromHours(1));
    }

    public Task InitializeAsync() => _database.InitializeAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    Task<OperationFigures> ReadAsync() => new OperationFiguresStore(Sql).ReadAsync(default);
}
