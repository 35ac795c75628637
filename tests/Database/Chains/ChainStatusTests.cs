using Npgsql;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Transitions;
using Orchestrator.Database.Tests.Tasks;
using Orchestrator.Tests.Support.Database;
using static Orchestrator.Core.Tasks.TaskRecordStatus;

namespace Orchestrator.Database.Tests.Chains;

public sealed class ChainStatusTests(MigratedDatabase database) : IClassFixture<MigratedDatabase>
{
    readonly NpgsqlDataSource _sql = database.DataSource;

    [Theory]
    [InlineData(Pending, Pending, Pending)]
    [InlineData(Running, Pending, Running)]
    [InlineData(Queued, Completed, Running)]
    [InlineData(Completed, Pending, Running)]
    [InlineData(Failed, Running, Running)]
    [InlineData(Completed, Completed, Completed)]
    [InlineData(Completed, ResolvedManually, Completed)]
    [InlineData(Completed, Skipped, Completed)]
    [InlineData(Completed, CompletedWithWarnings, CompletedWithWarnings)]
    [InlineData(Cancelled, CompletedWithWarnings, Cancelled)]
    [InlineData(Cancelled, Failed, Failed)]
    public async Task Status_FollowsFromTheTasks(TaskRecordStatus first, TaskRecordStatus second, TaskRecordStatus expected)
    {
        Guid chain = await _sql.InsertChainAsync();
        await _sql.BringToAsync(await _sql.InsertNodeAsync(chain), first);
        await _sql.BringToAsync(await _sql.InsertNodeAsync(chain), second);

        Assert.Equal(expected, await _sql.ChainStatusAsync(chain));
        await _sql.AssertNoViolationAsync();
    }

    [Fact]
    public async Task Status_OfAToleratedFailure_IsWithWarnings()
    {
        Guid chain = await _sql.InsertChainAsync();
        Guid task = await _sql.InsertNodeAsync(chain, columns: "skippable", values: "true");
        await _sql.BringToAsync(task, Failed);
        Assert.Equal(Failed, await _sql.ChainStatusAsync(chain));

        await _sql.MoveAsync(task, Failed, Skipped);

        Assert.Equal(CompletedWithWarnings, await _sql.ChainStatusAsync(chain));
        Assert.Equal(["chain.created", "chain.failed", "chain.completed"], (await _sql.ChainEventsAsync(chain)).Where(e => e != "chain.edge_added"));
    }

    [Fact]
    public async Task Chain_FromItsStartToItsEnd_TellsEachStepOnce()
    {
        Guid chain = await _sql.InsertChainAsync();
        Guid[] tasks = await _sql.InsertNodesAsync(chain, 3);
        foreach (Guid task in tasks)
        {
            await _sql.BringToAsync(task, Completed);
        }

        Assert.Equal(["chain.created", "chain.started", "chain.completed"], await _sql.ChainEventsAsync(chain));
        Assert.Equal(
            ["pending", "running", "completed"],
            await _sql.ListAsync<string>("SELECT to_status::text FROM orchestrator.chain_transitions WHERE chain_id = $1 ORDER BY sort_key", chain));
        Assert.True(await _sql.ReadAsync<bool>(
            "SELECT completed_at >= started_at AND started_at >= created_at FROM orchestrator.task_chains WHERE id = $1", chain));
        Assert.Equal("manual:test", await _sql.ReadAsync<string>(
            "SELECT actor FROM orchestrator.chain_transitions WHERE chain_id = $1 AND to_status = 'completed'", chain));
        Assert.Equal(
            (3L, 3L, 0L, chain),
            Assert.Single(await _sql.ListAsync(
                """
                SELECT (payload ->> 'total')::bigint, (payload ->> 'completed')::bigint, (payload ->> 'pending')::bigint, scope_id
                FROM orchestrator.lifecycle_events WHERE subject_id = $1 AND event_name = 'chain.completed'
                """,
                r => (r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), r.GetGuid(3)), chain)));
    }

    [Fact]
    public async Task Chain_MadeInOneTransaction_IsOneEventThatCountsItsTasksAndEdges()
    {
        Guid chain = Guid.CreateVersion7();
        await _sql.ExecuteAsync($"""
            INSERT INTO orchestrator.task_chains (id, chain_name) VALUES ('{chain}', 'whole');
            INSERT INTO orchestrator.tasks (name, task_name, chain_id, node_key) SELECT 'n', 'sum', '{chain}', n FROM unnest(ARRAY['a', 'b', 'c']) AS n;
            INSERT INTO orchestrator.task_chain_edges (parent_task_id, child_task_id)
            SELECT p.id, c.id FROM orchestrator.tasks AS p, orchestrator.tasks AS c
            WHERE p.chain_id = '{chain}' AND c.chain_id = '{chain}' AND p.node_key = 'a' AND c.node_key <> 'a'
            """);

        Assert.Equal(["chain.created"], await _sql.ChainEventsAsync(chain));
        Assert.Equal("3 2", await _sql.ReadAsync<string>(
            "SELECT concat_ws(' ', payload ->> 'total', payload ->> 'edges') FROM orchestrator.lifecycle_events WHERE subject_id = $1", chain));
    }

    [Fact]
    public async Task FailedChain_NamesTheTasksThatFailed()
    {
        Guid chain = await _sql.InsertChainAsync();
        await _sql.BringToAsync(await _sql.InsertNodeAsync(chain, "fetch"), Failed, """{"error_message": "no such page"}""");
        await _sql.BringToAsync(await _sql.InsertNodeAsync(chain, "sum"), Cancelled);

        Assert.Equal("Task fetch failed: no such page", await _sql.ReadAsync<string>("SELECT error_message FROM orchestrator.task_chains WHERE id = $1", chain));
    }

    [Theory]
    [InlineData("{}", "chain.retry_requested")]
    [InlineData("""{"event": "task.rerun_requested"}""", "chain.rerun_requested")]
    public async Task FailedTask_AskedForAgain_ReopensItsChain(string metadata, string expected)
    {
        Guid chain = await _sql.InsertChainAsync();
        Guid task = await _sql.InsertNodeAsync(chain);
        await _sql.BringToAsync(await _sql.InsertNodeAsync(chain), Completed);
        await _sql.BringToAsync(task, Failed);

        await _sql.MoveAsync(task, Failed, Pending, "manual:ada", metadata);

        Assert.Equal(Running, await _sql.ChainStatusAsync(chain));
        Assert.Equal(expected, (await _sql.ChainEventsAsync(chain))[^1]);
        Assert.Null(await _sql.ReadAsync<DateTime?>("SELECT completed_at FROM orchestrator.task_chains WHERE id = $1", chain));
    }

    [Fact]
    public async Task OnlyTaskWithdrawn_LeavesThePendingChainPending()
    {
        Guid chain = await _sql.InsertChainAsync();
        Guid task = await _sql.InsertNodeAsync(chain);
        await _sql.MoveAsync(task, Pending, Queued);
        await _sql.MoveAsync(task, Queued, Pending);

        Assert.Equal(Pending, await _sql.ChainStatusAsync(chain));
        Assert.Equal(["chain.created", "chain.started", "chain.rescheduled"], await _sql.ChainEventsAsync(chain));
    }

    [Fact]
    public async Task EndedChain_ThatGetsAnotherTask_GoesOn()
    {
        Guid chain = await _sql.InsertChainAsync();
        await _sql.BringToAsync(await _sql.InsertNodeAsync(chain), Completed);

        await _sql.InsertNodeAsync(chain);

        Assert.Equal(Running, await _sql.ChainStatusAsync(chain));
        await _sql.AssertNoViolationAsync();
    }

    [Fact]
    public async Task TransitionChain_ToCancelled_CancelsWhatHasNotEnded()
    {
        Guid chain = await _sql.InsertChainAsync();
        Guid[] tasks = await _sql.InsertNodesAsync(chain, 3);
        await _sql.BringToAsync(tasks[0], Completed);
        await _sql.BringToAsync(tasks[1], Running);

        Assert.False(await TransitionChainAsync(chain, Pending, Cancelled));
        Assert.True(await TransitionChainAsync(chain, Running, Cancelled));
        Assert.False(await TransitionChainAsync(chain, Running, Cancelled));

        Assert.Equal(Cancelled, await _sql.ChainStatusAsync(chain));
        Assert.Equal("api:ada", await _sql.ReadAsync<string>(
            "SELECT actor FROM orchestrator.chain_transitions WHERE chain_id = $1 AND most_recent", chain));
        Assert.Equal(["cancelled", "cancelled", "completed"], await _sql.ListAsync<string>(
            "SELECT status::text FROM orchestrator.tasks WHERE chain_id = $1 ORDER BY 1", chain));
    }

    [Fact]
    public async Task TransitionChain_ToWhatItsTasksDoNotSay_IsRefused()
    {
        Guid chain = await _sql.InsertChainAsync();
        await _sql.InsertNodeAsync(chain);

        PostgresException error = await Assert.ThrowsAsync<PostgresException>(() => TransitionChainAsync(chain, Pending, Running));
        PostgresException plain = await Assert.ThrowsAsync<PostgresException>(
            () => _sql.ExecuteAsync("UPDATE orchestrator.task_chains SET status = 'completed' WHERE id = $1", chain));

        Assert.Equal((ErrorCodes.ChainStatusNotDerived, "chain_status_must_follow_from_its_tasks"), (error.SqlState, error.ConstraintName));
        Assert.Contains("its tasks make it pending", plain.MessageText);
        Assert.True(await TransitionChainAsync(chain, Pending, Pending));
    }

    [Fact]
    public async Task LastFinishers_AtOnce_SeeEachOther()
    {
        for (int round = 0; round < 20; round++)
        {
            Guid chain = await _sql.InsertChainAsync();
            Guid[] tasks = await _sql.InsertNodesAsync(chain, 4);
            foreach (Guid task in tasks)
            {
                await _sql.BringToAsync(task, Running);
            }

            await Task.WhenAll(tasks.Select(t => _sql.MoveAsync(t, Running, Completed)));

            Assert.Equal(Completed, await _sql.ChainStatusAsync(chain));
            Assert.Equal(["chain.created", "chain.started", "chain.completed"], await _sql.ChainEventsAsync(chain));
        }
    }

    [Fact]
    public async Task ChainTransitions_AreWrittenByTriggersOnly()
    {
        await _sql.InsertChainAsync();

        PostgresException error = await Assert.ThrowsAsync<PostgresException>(() => _sql.ExecuteAsync("DELETE FROM orchestrator.chain_transitions"));

        Assert.Equal(ErrorCodes.WrittenByTriggersOnly, error.SqlState);
    }

    [Fact]
    public async Task AllowedTransitions_OfChains_AreThoseOfTheDocs() => Assert.Equal(
        DocumentedTransition.ReadAll("## Transitions of chains").Select(t => $"{t.From} {t.To} {t.Event}").Order(StringComparer.Ordinal),
        (await _sql.ListAsync(
            "SELECT from_status, to_status, event_name FROM orchestrator.allowed_transitions WHERE subject = 'chain'",
            r => $"{(r.IsDBNull(0) ? null : r.GetFieldValue<TaskRecordStatus>(0))} {r.GetFieldValue<TaskRecordStatus>(1)} {r.GetString(2)}"))
        .Order(StringComparer.Ordinal));

    [Fact]
    public async Task AllowedTransitions_OfTasksAndChains_AreThoseOfTheCode() => Assert.Equal(
        AllowedTransitions.All.Select(t => $"{SnakeCase.From(t.Subject.ToString())} {t.From} {t.To} {t.EventName} {t.OperatorOnly}").Order(StringComparer.Ordinal),
        (await _sql.ListAsync(
            "SELECT subject, from_status, to_status, event_name, operator_only FROM orchestrator.allowed_transitions",
            r => $"{r.GetString(0)} {(r.IsDBNull(1) ? null : r.GetFieldValue<TaskRecordStatus>(1))} {r.GetFieldValue<TaskRecordStatus>(2)} {r.GetString(3)} {r.GetBoolean(4)}"))
        .Order(StringComparer.Ordinal));

    Task<bool> TransitionChainAsync(Guid chain, TaskRecordStatus from, TaskRecordStatus to) => _sql.ReadAsync<bool>(
        "SELECT orchestrator.transition_chain($1, $2, $3, 'api:ada')", chain, new[] { from }, to);
}
