using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Storage;
using Orchestrator.Core.Orchestration;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Explanations;
using Orchestrator.Core.Validation;
using Orchestrator.Functions.Tests.Support;

namespace Orchestrator.Functions.Tests.Chains;

/// <summary>Chains that go on after their end: retry, rerun, resolution by hand; and suspension before it.</summary>
public sealed class RerunTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    const string Mend = "UPDATE orchestrator.tasks SET task_parameters = task_parameters - 'failing_attempts' WHERE id = $1";

    ChainDriver Chains => new(fixture.Host, fixture.Tasks);

    TaskTable Tasks => fixture.Tasks;

    [Fact]
    public async Task SuspendChain_ForAReason_IsKeptWhereItIsLookedFor()
    {
        NewChain chain = ChainDriver.Chain([ChainDriver.Node("a", delaySeconds: 20), ChainDriver.Node("b")]) with { MaxParallel = 1 };
        await Chains.StartAsync(chain);
        await Chains.UntilAsync(chain.Id, "a running, b pending");

        await Chains.SuspendAsync(chain.Id, "the prices are wrong");
        TaskExplanation explained = await new ExplainTask(fixture.Host.Services.GetRequiredService<ITaskSituations>())
            .ExecuteAsync("default", IdOf(chain, "b"), CancellationToken.None);
        await Chains.ResumeAsync(chain.Id, "they are right now");

        Assert.Equal($"It may begin, but chain {chain.Id} is suspended by {ChainDriver.Operator}: the prices are wrong.", explained.Summary);
        Assert.Equal([$"orchestrator chain resume {chain.Id}"], explained.NextSteps);
        Assert.Equal(
            [$"chain.suspended {ChainDriver.Operator} the prices are wrong", $"chain.resumed {ChainDriver.Operator} they are right now"],
            await Tasks.ListAsync(
                """
                SELECT concat_ws(' ', event_name, actor, payload ->> 'reason') FROM orchestrator.lifecycle_events
                WHERE subject_id = $1 AND event_name IN ('chain.suspended', 'chain.resumed') ORDER BY seq
                """, chain.Id));
        await Chains.EndAsync(chain.Id);
    }

    [Fact]
    public async Task RetryTask_WhoseStartIsRefused_IsRecordedAsFailed()
    {
        NewChain chain = await FailedAsync();
        var refusing = new ChainDriver(fixture.Host, Tasks) { Starter = new AnsweringStarter(new StartOutcome.Refused(400, "no such orchestrator")) };

        await refusing.RetryAsync(IdOf(chain, "b"));

        Assert.Equal("failed", await Chains.StatusAsync(chain.Id));
        Assert.Equal("failed start_refused", await Tasks.FieldAsync(IdOf(chain, "b"), "concat_ws(' ', status, error_type)"));
        Assert.Equal("cancelled blocked_by:b", await Tasks.FieldAsync(IdOf(chain, "d"),
            "status || ' ' || (SELECT m.metadata ->> 'reason' FROM orchestrator.task_transitions AS m WHERE m.task_id = tasks.id AND m.most_recent)"));
    }

    [Fact]
    public async Task RetryTask_InAnEndedChain_MakesTheChainGoOn()
    {
        NewChain chain = await FailedAsync();
        Assert.Equal("a completed, b failed, c cancelled, d cancelled, x completed", await Chains.StatusesAsync(chain.Id));

        await Tasks.ExecuteAsync(Mend, IdOf(chain, "b"));
        await Chains.RetryAsync(IdOf(chain, "b"));
        await Chains.EndAsync(chain.Id, run: 2);

        Assert.Equal("a completed, b completed, c completed, d completed, x completed", await Chains.StatusesAsync(chain.Id));
        Assert.Equal("completed", await Chains.StatusAsync(chain.Id));
        Assert.Equal(["1 failed echo_failing", "2 completed"], await Tasks.AttemptsAsync(IdOf(chain, "b")));
        Assert.Equal(["1 completed"], await Tasks.AttemptsAsync(IdOf(chain, "a")));
        Assert.Contains("chain.retry_requested", await Tasks.EventsAsync(chain.Id));
        Assert.Equal("2 2", await Tasks.FieldAsync(IdOf(chain, "c"), "run_no || ' ' || (SELECT c.run_no FROM orchestrator.task_chains AS c WHERE c.id = chain_id)"));
    }

    [Fact]
    public async Task RetryTask_OfOneOfTwoFailures_RunsInSpiteOfTheOther()
    {
        NewChain chain = ChainDriver.Chain(
            [ChainDriver.Node("a", failing: true), ChainDriver.Node("b", failing: true), ChainDriver.Node("after")], ("a", "after"));
        await Chains.StartAsync(chain);
        await Chains.EndAsync(chain.Id);
        Assert.Equal("a failed, after cancelled, b failed", await Chains.StatusesAsync(chain.Id));

        await Tasks.ExecuteAsync(Mend, IdOf(chain, "a"));
        await Chains.RetryAsync(IdOf(chain, "a"));
        await Chains.EndAsync(chain.Id, run: 2);

        Assert.Equal("a completed, after completed, b failed", await Chains.StatusesAsync(chain.Id));
        Assert.Equal("failed", await Chains.StatusAsync(chain.Id));
    }

    [Fact]
    public async Task RetryTask_WhileTheChainRuns_IsSeenByItsRun()
    {
        NewChain chain = ChainDriver.Chain(
            [ChainDriver.Node("a", failing: true), ChainDriver.Node("after"), ChainDriver.Node("slow", delaySeconds: 300)], ("a", "after"))
            with
        { ContinueOnFailure = true };
        await Chains.StartAsync(chain);
        await Chains.UntilAsync(chain.Id, "a failed, after pending, slow running");

        await Tasks.ExecuteAsync(Mend, IdOf(chain, "a"));
        await Chains.RetryAsync(IdOf(chain, "a"));
        await Chains.UntilAsync(chain.Id, "a completed, after completed, slow running");
        await Chains.CancelAsync(IdOf(chain, "slow"));
        await Chains.EndAsync(chain.Id);

        Assert.Equal("1", await Chains.ReadAsync("SELECT run_no::text FROM orchestrator.task_chains WHERE id = $1", chain.Id));
    }

    [Fact]
    public async Task RerunChain_WithoutNodes_BeginsAtTheFailures()
    {
        NewChain chain = await FailedAsync();
        await Tasks.ExecuteAsync(Mend, IdOf(chain, "b"));

        Assert.Equal(["b", "c", "d"], await Chains.RerunAsync(chain.Id));
        await Chains.EndAsync(chain.Id, run: 2);

        Assert.Equal("completed", await Chains.StatusAsync(chain.Id));
        Assert.Equal("1", await Tasks.FieldAsync(IdOf(chain, "a"), "run_no"));
        Assert.Equal(["1 completed"], await Tasks.AttemptsAsync(IdOf(chain, "x")));
    }

    [Fact]
    public async Task RerunChain_FromANode_KeepsWhatIsBeforeAndSupersedesWhatIsAfter()
    {
        NewChain chain = ChainDriver.Chain(
            [ChainDriver.Node("a"), ChainDriver.Node("b"), ChainDriver.Node("c"), ChainDriver.Node("e")],
            ("a", "b", EdgeCondition.OnSuccess), ("b", "c", EdgeCondition.OnSuccess), ("b", "e", EdgeCondition.OnFailure));
        await Chains.StartAsync(chain);
        await Chains.EndAsync(chain.Id);
        Assert.Equal("a completed, b completed, c completed, e skipped", await Chains.StatusesAsync(chain.Id));

        Assert.Equal(["b", "c", "e"], (await Chains.RerunAsync(chain.Id, "b")).Order(StringComparer.Ordinal));
        await Chains.EndAsync(chain.Id, run: 2);

        Assert.Equal("a completed, b completed, c completed, e skipped", await Chains.StatusesAsync(chain.Id));
        Assert.Equal(
            ["a 1 1", "b 2 2", "c 2 2", "e 2 0"],
            await Tasks.ListAsync(
                """
                SELECT concat_ws(' ', node_key, run_no, (SELECT count(*) FROM orchestrator.task_executions AS e WHERE e.task_id = t.id))
                FROM orchestrator.tasks AS t WHERE chain_id = $1 ORDER BY node_key
                """, chain.Id));
        Assert.Contains("task.rerun_requested", await Tasks.EventsAsync(IdOf(chain, "c")));
        Assert.Contains("chain.rerun_requested", await Tasks.EventsAsync(chain.Id));
    }

    [Fact]
    public async Task RerunChain_OfWhatCannotBe_SaysWhy()
    {
        NewChain chain = ChainDriver.Chain([ChainDriver.Node("a"), ChainDriver.Node("b", delaySeconds: 300)], ("a", "b"));
        await Chains.StartAsync(chain);
        await Chains.UntilAsync(chain.Id, "a completed, b running");

        Assert.Contains("only a chain that has ended", (await Assert.ThrowsAsync<ChainStateException>(() => Chains.RerunAsync(chain.Id))).Message, StringComparison.Ordinal);
        InvalidRequestException unknown = await Assert.ThrowsAsync<InvalidRequestException>(() => Chains.RerunAsync(chain.Id, "a", "zzz"));
        Assert.Equal(new FieldViolation("from_nodes[1]", "the chain has no node zzz"), Assert.Single(unknown.Violations));
        await Assert.ThrowsAsync<ChainNotFoundException>(() => Chains.RerunAsync(Guid.NewGuid()));

        await Chains.CancelAsync(IdOf(chain, "b"));
        await Chains.EndAsync(chain.Id);
    }

    [Fact]
    public async Task ResolveTask_InAnEndedChain_LetsItsChildrenGoOn()
    {
        NewChain chain = await FailedAsync();

        await Chains.ResolveAsync(IdOf(chain, "b"), "by hand");
        await Chains.EndAsync(chain.Id, run: 2);

        Assert.Equal("a completed, b resolved_manually, c completed, d completed, x completed", await Chains.StatusesAsync(chain.Id));
        Assert.Equal("completed", await Chains.StatusAsync(chain.Id));
        Assert.Equal("c after by hand", await Tasks.FieldAsync(IdOf(chain, "c"), "output"));
        Assert.Equal("by hand ada done by hand", await Tasks.FieldAsync(IdOf(chain, "b"),
            "output || ' ' || (SELECT substr(m.actor, 8) || ' ' || (m.metadata ->> 'reason') FROM orchestrator.task_transitions AS m WHERE m.task_id = tasks.id AND m.most_recent)"));
        TaskStateException again = await Assert.ThrowsAsync<TaskStateException>(() => Chains.ResolveAsync(IdOf(chain, "b"), "twice"));
        Assert.Contains("only a failed task", again.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SuspendChain_HoldsWhatIsReadyUntilItIsResumed()
    {
        NewChain chain = ChainDriver.Chain([ChainDriver.Node("a", delaySeconds: 2), ChainDriver.Node("b"), ChainDriver.Node("c")], ("a", "b"), ("b", "c"));
        await Chains.StartAsync(chain);
        await Chains.UntilAsync(chain.Id, "a running, b pending, c pending");
        await Chains.SuspendAsync(chain.Id);
        await fixture.Host.UntilAsync(async () => await Tasks.FieldAsync(IdOf(chain, "b"), "wait_reason") == "suspended", skipTime: true);
        Assert.Equal("a completed, b pending, c pending", await Chains.StatusesAsync(chain.Id));
        Assert.Equal("suspended an operator", await Tasks.FieldAsync(IdOf(chain, "b"),
            "SELECT concat_ws(' ', waits_for, whose_turn) FROM orchestrator.explain_task(id)"));

        fixture.Host.Time.Advance(TimeSpan.FromMinutes(10));
        await Chains.ResumeAsync(chain.Id);
        await Chains.EndAsync(chain.Id);

        Assert.Equal("a completed, b completed, c completed", await Chains.StatusesAsync(chain.Id));
        Assert.Equal(["task.created", "task.waiting", "task.queued", "task.started", "task.completed"], await Tasks.EventsAsync(IdOf(chain, "b")));
        Assert.Contains("only a chain that has not ended", (await Assert.ThrowsAsync<ChainStateException>(() => Chains.SuspendAsync(chain.Id))).Message, StringComparison.Ordinal);
        Assert.Contains("it is not suspended", (await Assert.ThrowsAsync<ChainStateException>(() => Chains.ResumeAsync(chain.Id))).Message, StringComparison.Ordinal);
    }

    static Guid IdOf(NewChain chain, string key) => chain.Tasks.Single(t => t.NodeKey == key).Id;

    /// <summary>a, then b, which fails, then c and d; and x beside them.</summary>
    async Task<NewChain> FailedAsync()
    {
        NewChain chain = ChainDriver.Chain(
            [ChainDriver.Node("a"), ChainDriver.Node("x"), ChainDriver.Node("b", failing: true), ChainDriver.Node("c", "c after {{b}}"), ChainDriver.Node("d")],
            ("a", "b"), ("x", "b"), ("b", "c"), ("c", "d"));
        chain = chain with
        {
            Edges = [.. chain.Edges.Select((e, i) => i == 2 ? e with { OutputMapping = new() { ["b"] = "/text" } } : e)],
        };
        await Chains.StartAsync(chain);
        await Chains.EndAsync(chain.Id);
        return chain;
    }
}
