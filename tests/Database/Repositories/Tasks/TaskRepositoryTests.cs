using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Creation;
using Orchestrator.Core.Tasks.Work;
using Orchestrator.Core.Validation;
using Orchestrator.Tests.Support.Database;

namespace Orchestrator.Database.Tests.Repositories.Tasks;

public sealed class TaskRepositoryTests(MigratedDatabase database) : IClassFixture<MigratedDatabase>
{
    readonly string _namespace = $"test-{Guid.NewGuid():N}";

    ITaskRepository Tasks => database.Services.GetRequiredService<ITaskRepository>();

    [Fact]
    public async Task InsertAsync_EveryColumn_ComesBack()
    {
        NewTask task = New("all", "key", new BuiltInWork.Llm("prompt \"quoted\" {}, NULL", "system", "model", 0.5, 7)) with
        {
            Priority = ExecutionPriority.Critical,
            ExecuteAfter = new DateTimeOffset(2100, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)).AddTicks(10),
            MaxRetries = 0,
            Tags = new Dictionary<string, string> { ["ä"] = "{,\"}" },
            Metadata = new JsonObject { ["n"] = 1.5 },
        };
        await Tasks.InsertAsync(_namespace, [task], "api:test", CancellationToken.None);
        TaskRecord stored = (await Tasks.FindAsync(_namespace, task.Id, CancellationToken.None))!;
        Assert.Equal((task.Name, task.Handler, task.Prompt, task.Priority, 0), (stored.Name, stored.Handler, stored.Prompt, stored.Priority, stored.MaxRetries));
        Assert.Equal((task.ExecuteAfter, "key", "api:test", "trace"), (stored.ExecuteAfter, stored.IdempotencyKey, stored.TriggeredBy, stored.CorrelationId));
        Assert.Equal((TaskRecordStatus.Pending, 1, 1, _namespace), (stored.Status, stored.Run, stored.LastSequence, stored.Namespace));
        Assert.True(JsonNode.DeepEquals(task.Parameters, JsonNode.Parse(stored.Parameters!)));
        Assert.Equal("{,\"}", JsonNode.Parse(stored.Tags!)!["ä"]!.GetValue<string>());
        Assert.Empty(stored.Attempts);
    }

    [Fact]
    public async Task InsertAsync_ConflictInTheMiddle_StoresNothing()
    {
        var first = (InsertOutcome.Stored)await Tasks.InsertAsync(_namespace, [New("a", "k")], "api:test", CancellationToken.None);
        InsertOutcome outcome = await Tasks.InsertAsync(_namespace, [New("b", "l"), New("other", "k"), New("c", null)], "api:test", CancellationToken.None);
        Assert.Equal(new InsertOutcome.Conflict(1, first.Tasks[0].TaskId), outcome);
        Assert.Equal(1L, await CountAsync());
    }

    [Fact]
    public async Task FindAsync_AttemptsExist_GivesThemOldestFirst()
    {
        NewTask task = New("a", null);
        await Tasks.InsertAsync(_namespace, [task], "api:test", CancellationToken.None);
        await using NpgsqlCommand command = database.DataSource.CreateCommand(
            """
            INSERT INTO orchestrator.task_executions (task_id, attempt_number, status, model_name, prompt_tokens, completion_tokens, total_tokens)
            VALUES ($1, 2, 'running', 'm', 1, 2, 3), ($1, 1, 'failed', NULL, NULL, NULL, NULL)
            """);
        command.Parameters.Add(new() { Value = task.Id });
        await command.ExecuteNonQueryAsync();
        TaskRecord stored = (await Tasks.FindAsync(_namespace, task.Id, CancellationToken.None))!;
        Assert.Equal([(1, null, null), (2, "m", (int?)3)], stored.Attempts.Select(a => (a.Number, a.Model, a.TotalTokens)));
    }

    [Fact]
    public async Task CancelAsync_OtherNamespace_FindsNothingAndChangesNothing()
    {
        NewTask task = New("a", null);
        await Tasks.InsertAsync(_namespace, [task], "api:test", CancellationToken.None);
        Assert.Null(await Tasks.CancelAsync("default", task.Id, "api:test", null, CancellationToken.None));
        Assert.Equal(TaskRecordStatus.Pending, (await Tasks.FindAsync(_namespace, task.Id, CancellationToken.None))!.Status);
    }

    static NewTask New(string name, string? key, BuiltInWork? work = null)
    {
        var violations = new Violations();
        NewTask? task = new TaskRequestValidator(new WorkValidator(HandlerNames.All)).Validate(
            violations, "", new TaskRequest { Name = name, Work = work ?? new BuiltInWork.Echo("m", null, 0), Identity = new(IdempotencyKey: key ?? "") }, "trace");
        violations.ThrowIfAny();
        return task!;
    }

    async Task<object?> CountAsync()
    {
        await using NpgsqlCommand command = database.DataSource.CreateCommand(
            "SELECT count(*) FROM orchestrator.tasks AS t JOIN orchestrator.namespaces AS n ON n.id = t.namespace_id WHERE n.name = $1");
        command.Parameters.Add(new() { Value = _namespace });
        return await command.ExecuteScalarAsync();
    }
}
