using Microsoft.EntityFrameworkCore;
using Npgsql;
using Orchestrator.Core.Tasks;
using Orchestrator.Database.Model;
using Orchestrator.Tests.Support.Database;

namespace Orchestrator.Database.Tests.Tasks;

public sealed class AllowedTransitionsTests(MigratedDatabase database) : IClassFixture<MigratedDatabase>
{
    public static IEnumerable<object[]> EveryPair() =>
        from a in Enum.GetValues<TaskRecordStatus>()
        from b in Enum.GetValues<TaskRecordStatus>()
        where a != b
        select new object[] { a, b };

    [Fact]
    public async Task AllowedTransitions_OfTasks_AreThoseOfTheDocs()
    {
        await using OrchestratorDbContext context = database.CreateContext();
        List<AllowedTransitionRow> rows = await context.AllowedTransitions.Where(r => r.Subject == "task").ToListAsync();

        Assert.Equal(
            DocumentedTransition.ReadAll().Select(t => t.ToString()).Order(StringComparer.Ordinal),
            rows.Select(r => new DocumentedTransition(r.FromStatus, r.ToStatus, r.EventName, r.OperatorOnly).ToString()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(EveryPair))]
    public async Task TransitionTask_ByAnOperator_FollowsTheDocs(TaskRecordStatus from, TaskRecordStatus to)
    {
        DocumentedTransition? documented = DocumentedTransition.ReadAll().FirstOrDefault(t => t.From == from && t.To == to);
        Guid id = await database.DataSource.InsertTaskInAsync(from);

        if (documented is null)
        {
            PostgresException error = await Assert.ThrowsAsync<PostgresException>(
                () => database.DataSource.MoveAsync(id, from, to, "manual:ada"));
            Assert.Equal(ErrorCodes.TransitionNotAllowed, error.SqlState);
            Assert.Equal("task_transition_must_be_allowed", error.ConstraintName);
            Assert.Contains($"from {SnakeCase.From(from.ToString())} to {SnakeCase.From(to.ToString())}", error.MessageText);
        }
        else
        {
            Assert.True(await database.DataSource.MoveAsync(id, from, to, "manual:ada"));
            Assert.Equal(documented.Event, await LastEventAsync(id));
        }
    }

    [Theory]
    [MemberData(nameof(EveryPair))]
    public async Task TransitionTask_BySystem_IsRefusedWhereAnOperatorIsNeeded(TaskRecordStatus from, TaskRecordStatus to)
    {
        DocumentedTransition? documented = DocumentedTransition.ReadAll().FirstOrDefault(t => t.From == from && t.To == to);
        if (documented is null)
        {
            return;  // refused to everybody: the theory above
        }

        Guid id = await database.DataSource.InsertTaskInAsync(from);
        if (documented.OperatorOnly)
        {
            PostgresException error = await Assert.ThrowsAsync<PostgresException>(() => database.DataSource.MoveAsync(id, from, to));
            Assert.Equal(ErrorCodes.TransitionNeedsOperator, error.SqlState);
        }
        else
        {
            Assert.True(await database.DataSource.MoveAsync(id, from, to));
        }
    }

    [Fact]
    public async Task TransitionTask_FailedToPendingAsRerun_MakesTheRerunsEvent()
    {
        Guid id = await database.DataSource.InsertTaskInAsync(TaskRecordStatus.Failed);

        await database.DataSource.MoveAsync(
            id, TaskRecordStatus.Failed, TaskRecordStatus.Pending, "manual:ada", """{"event": "task.rerun_requested"}""");

        Assert.Equal("task.rerun_requested", await LastEventAsync(id));
    }

    [Fact]
    public async Task TransitionTask_WithAnEventThatIsNotThePairs_IsRefused()
    {
        Guid id = await database.DataSource.InsertTaskAsync();

        PostgresException error = await Assert.ThrowsAsync<PostgresException>(() => database.DataSource.MoveAsync(
            id, TaskRecordStatus.Pending, TaskRecordStatus.Queued, metadata: """{"event": "task.completed"}"""));

        Assert.Equal(ErrorCodes.TransitionNotAllowed, error.SqlState);
    }

    [Theory]
    [InlineData("queued")]
    [InlineData("running")]
    [InlineData("completed")]
    public async Task Insert_InAnotherStatusThanPending_IsRefused(string status)
    {
        PostgresException error = await Assert.ThrowsAsync<PostgresException>(
            () => database.DataSource.InsertTaskAsync("status", $"'{status}'"));

        Assert.Equal(ErrorCodes.TransitionNotAllowed, error.SqlState);
    }

    [Fact]
    public async Task Update_OfTheStatusByPlainSql_IsGuardedToo()
    {
        Guid id = await database.DataSource.InsertTaskAsync();

        PostgresException error = await Assert.ThrowsAsync<PostgresException>(
            () => database.DataSource.ExecuteAsync("UPDATE orchestrator.tasks SET status = 'completed' WHERE id = $1", id));

        Assert.Equal(ErrorCodes.TransitionNotAllowed, error.SqlState);
        Assert.Equal(1, await database.DataSource.ReadAsync<long>("SELECT count(*) FROM orchestrator.task_transitions WHERE task_id = $1", id));
    }

    Task<string> LastEventAsync(Guid id) => database.DataSource.ReadAsync<string>(
        "SELECT event_name FROM orchestrator.lifecycle_events WHERE subject_id = $1 ORDER BY seq DESC LIMIT 1", id);
}
