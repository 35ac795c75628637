using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orchestrator.Core.Llm;
using Orchestrator.Core.Tasks;
using Orchestrator.Database.Model;
using Orchestrator.Tests.Support.Database;

namespace Orchestrator.Database.Tests;

public sealed class DatabaseServicesTests(MigratedDatabase database) : IClassFixture<MigratedDatabase>
{
    [Fact]
    public async Task Pool_SetsItsTimeoutsAndItsName()
    {
        Assert.Equal("10s", await database.DataSource.ReadAsync<string>("SHOW idle_in_transaction_session_timeout"));
        Assert.Equal("30s", await database.DataSource.ReadAsync<string>("SHOW statement_timeout"));
        Assert.Equal("tests", await database.DataSource.ReadAsync<string>("SHOW application_name"));
    }

    [Fact]
    public async Task Pool_KeepsWhatTheConnectionStringSays()
    {
        await using NpgsqlDataSource pool = OrchestratorDataSource.Create(
            $"{database.ConnectionString};Maximum Pool Size=3;Application Name=mine", "tests");

        Assert.Equal("mine", await pool.ReadAsync<string>("SHOW application_name"));
        Assert.Equal(3, new NpgsqlConnectionStringBuilder(pool.ConnectionString).MaxPoolSize);
    }

    [Fact]
    public async Task AddOrchestratorDatabase_WithoutAConnectionString_NamesTheKey()
    {
        await using ServiceProvider services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddLogging().AddOrchestratorDatabase("tests").BuildServiceProvider();

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(services.GetRequiredService<NpgsqlDataSource>);

        Assert.StartsWith("ORCHESTRATOR_DB is not set", error.Message);
    }

    [Fact]
    public async Task Context_StoresAndReadsARowOfEveryKind()
    {
        await using OrchestratorDbContext context = database.CreateContext();
        var task = new TaskRow
        {
            Id = Guid.CreateVersion7(),
            Name = "a task",
            TaskName = HandlerNames.LlmComplete,
            Prompt = "hello",
            Priority = ExecutionPriority.Critical,
            TaskParameters = """{"model": "m"}""",
            TriggeredBy = "api:test",
        };
        context.Add(task);
        await context.SaveChangesAsync();
        context.Add(new TaskExecutionRow { TaskId = task.Id, AttemptNumber = 1, Status = TaskRecordStatus.Running, CostUsd = 0.00000125m });
        context.Add(new LlmCallRow
        {
            TaskId = task.Id,
            Attempt = 1,
            CallNo = 1,
            RequestHash = new string('a', 64),
            Provider = "p",
            Model = "m",
            Outcome = LlmOutcome.RateLimited,
        });
        context.Add(new OrchestrationSignalRow { Id = Guid.CreateVersion7(), InstanceId = "task-1", Kind = "raise_event", Name = "cancel", Payload = "{}" });
        await context.SaveChangesAsync();
        context.ChangeTracker.Clear();

        TaskRow stored = await context.Tasks.SingleAsync(t => t.Id == task.Id);
        Assert.Equal((TaskRecordStatus.Pending, ExecutionPriority.Critical, 1), (stored.Status, stored.Priority, stored.EventSeq));
        Assert.Equal((task.CreatedAt, task.ScheduledAt, task.StartClaimedAt), (stored.CreatedAt, stored.ScheduledAt, stored.StartClaimedAt));
        Assert.Equal("""{"model": "m"}""", stored.TaskParameters);
        TaskExecutionRow execution = await context.TaskExecutions.SingleAsync();
        Assert.Equal((TaskRecordStatus.Running, 0.00000125m), (execution.Status, execution.CostUsd));
        Assert.NotNull(execution.StartedAt);
        LlmCallRow call = await context.LlmCalls.SingleAsync();
        Assert.Equal(LlmOutcome.RateLimited, call.Outcome);
        Assert.NotNull(call.AnsweredAt);
        Assert.Equal("cancel", (await context.OrchestrationSignals.SingleAsync()).Name);
        Assert.Equal("a task\nhello", (await context.TaskSearch.SingleAsync()).Body);
        Assert.Equal("task.created", (await context.LifecycleEvents.SingleAsync()).EventName);
        Assert.Equal(TaskRecordStatus.Pending, (await context.TaskTransitions.SingleAsync()).ToStatus);
    }
}
