using Npgsql;
using Orchestrator.Core.Tasks;
using Orchestrator.Database.Tests.Tasks;
using Orchestrator.Tests.Support.Database;
using static Orchestrator.Core.Tasks.TaskRecordStatus;

namespace Orchestrator.Database.Tests.Chains;

public sealed class ReadinessTests(MigratedDatabase database) : IClassFixture<MigratedDatabase>
{
    static readonly string[] Conditions = ["on_success", "on_success", "on_failure", "always", "expression"];
    const int Bypassed = 7;
    readonly NpgsqlDataSource _sql = database.DataSource;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task GetTaskReadiness_OverRandomGraphs_SaysWhatTheReferenceSays(int seed)
    {
        var random = new Random(seed);
        Guid chain = await _sql.InsertChainAsync("bypass", $"'[\"n{Bypassed}\"]'");
        Guid[] n = await _sql.InsertNodesAsync(chain, 25);
        List<(int Parent, int Child)> edges = ReferenceChain.RandomEdges(random, n.Length, 0.12);
        string[] conditions = [.. edges.Select(_ => Conditions[random.Next(Conditions.Length)])];
        bool[] needsOutput = [.. edges.Select(_ => random.Next(4) == 0)];
        for (int i = 0; i < edges.Count; i++)
        {
            await _sql.LinkAsync(n[edges[i].Parent], n[edges[i].Child], conditions[i]);
            await _sql.ExecuteAsync(
                "UPDATE orchestrator.task_chain_edges SET output_mapping = $3::jsonb WHERE parent_task_id = $1 AND child_task_id = $2",
                n[edges[i].Parent], n[edges[i].Child], needsOutput[i] ? """{"text": ""}""" : "{}");
        }

        var statuses = new TaskRecordStatus[n.Length];
        bool[] mayRetry = new bool[n.Length];
        for (int i = 0; i < n.Length; i++)
        {
            statuses[i] = random.Next(3) == 0 ? Pending : Enum.GetValues<TaskRecordStatus>()[random.Next(9)];
            await _sql.BringToAsync(n[i], statuses[i]);
            mayRetry[i] = statuses[i] == Failed && random.Next(2) == 0;
            await _sql.ExecuteAsync("UPDATE orchestrator.tasks SET retryable = $2 WHERE id = $1", n[i], mayRetry[i]);
        }

        Dictionary<Guid, Readiness> found = await ReadAsync(chain);

        for (int i = 0; i < n.Length; i++)
        {
            List<string> verdicts =
            [
                .. edges.Select((e, number) => (e.Parent, e.Child, Number: number)).Where(e => e.Child == i).Select(e =>
                    ReferenceChain.Verdict(conditions[e.Number], needsOutput[e.Number], statuses[e.Parent], mayRetry[e.Parent])),
            ];
            bool satisfied = verdicts.TrueForAll(v => v == "runs");
            bool blocked = statuses[i] == Pending && verdicts.Contains("is blocked") && !verdicts.Contains("is skipped");
            var expected = new Readiness(
                satisfied, statuses[i] == Pending && satisfied && i != Bypassed, blocked, verdicts.Count, verdicts.Count(v => v != "waits"), mayRetry[i]);
            Assert.Equal(expected, found[n[i]] with { Reason = null });
            Assert.Equal(expected.Ready, found[n[i]].Reason is null);
        }
    }

    [Fact]
    public async Task GetTaskReadiness_SaysWhatHoldsTheTaskBack()
    {
        Guid chain = await _sql.InsertChainAsync();
        Guid[] n = await _sql.InsertNodesAsync(chain, 7);
        await _sql.LinkAsync(n[0], n[2]);
        await _sql.LinkAsync(n[1], n[2]);
        await _sql.LinkAsync(n[0], n[3], "on_failure");
        await _sql.LinkAsync(n[0], n[4], "expression");
        await _sql.BringToAsync(n[0], Completed);
        await _sql.ExecuteAsync("UPDATE orchestrator.tasks SET execute_after = '2100-01-01Z' WHERE id = $1", n[5]);
        await _sql.BringToAsync(n[6], Running);

        Dictionary<Guid, Readiness> found = await ReadAsync(chain);

        Assert.Equal(
            ["status:completed", null, $"waits_for:{n[1]}", $"condition_false:{n[0]}", $"expression:{n[0]}", "execute_after", "status:running"],
            n.Select(id => found[id].Reason));
    }

    [Fact]
    public async Task GetTaskReadiness_OfAFailedTask_SaysWhenItMayTryAgain()
    {
        Guid chain = await _sql.InsertChainAsync();
        Guid task = await _sql.InsertNodeAsync(chain, columns: "backoff_seconds", values: "60");
        await _sql.BringToAsync(task, Running);
        await _sql.MoveAsync(task, Running, Failed);

        Assert.Equal("1 4 00:01:00", await _sql.ReadAsync<string>(
            """
            SELECT concat_ws(' ', r.attempts, r.attempts_limit, r.next_retry_at - t.completed_at)
            FROM orchestrator.get_task_readiness($1) AS r JOIN orchestrator.tasks AS t ON t.id = r.task_id WHERE r.retry_eligible
            """,
            chain));
    }

    [Fact]
    public async Task GetChainExecutionContext_SaysHowItStandsAndWhatToDo()
    {
        Guid chain = await _sql.InsertChainAsync();
        Assert.Equal("waiting_for_dependencies wait_for_dependencies 0 unknown", await ContextAsync(chain));
        Guid[] n = await _sql.InsertNodesAsync(chain, 3);
        await _sql.LinkAsync(n, [(0, 1), (1, 2)]);
        Assert.Equal("has_ready_tasks execute_ready_tasks 0.00 healthy", await ContextAsync(chain));
        await _sql.MoveAsync(n[0], Pending, Queued);
        Assert.Equal("processing wait_for_completion 0.00 healthy", await ContextAsync(chain));
        await _sql.MoveAsync(n[0], Queued, Failed);
        Assert.Equal("waiting_for_dependencies wait_for_dependencies 33.33 recovering", await ContextAsync(chain));
        await _sql.ExecuteAsync("UPDATE orchestrator.tasks SET retryable = false WHERE id = $1", n[0]);
        Assert.Equal("blocked_by_failures handle_failures 33.33 blocked", await ContextAsync(chain));
        await _sql.MoveAsync(n[0], Failed, ResolvedManually, "manual:ada");
        await _sql.BringToAsync(n[1], Completed);
        await _sql.BringToAsync(n[2], Completed);
        Assert.Equal("all_complete finalize_chain 100.00 healthy", await ContextAsync(chain));
    }

    [Fact]
    public async Task ExplainTask_OfAChainsTask_NamesTheParentsThatItWaitsFor()
    {
        Guid chain = await _sql.InsertChainAsync();
        Guid[] n = await _sql.InsertNodesAsync(chain, 3);
        await _sql.LinkAsync(n, [(0, 2), (1, 2)]);
        await _sql.BringToAsync(n[0], Completed);

        Assert.Equal(("dependency", "the parent tasks: n1 is pending"), await ExplainAsync(n[2]));
        Assert.Equal(("worker", "RunChain: its parents allow it to begin"), await ExplainAsync(n[1]));
        await _sql.BringToAsync(n[1], Cancelled);
        Assert.Equal(("dependency", "an operator: blocked by n1 is cancelled"), await ExplainAsync(n[2]));
        await _sql.ExecuteAsync("UPDATE orchestrator.tasks SET execute_after = '2100-01-01Z' WHERE id = $1", n[2]);
        Assert.Equal("dependency", (await ExplainAsync(n[2])).WaitsFor);
    }

    [Fact]
    public async Task GetNextTask_FromManyConnections_HandsEachReadyTaskOutOnce()
    {
        await using MigratedDatabase own = await MigratedDatabase.CreateAsync();
        NpgsqlDataSource sql = own.DataSource;
        Guid chain = await sql.InsertChainAsync();
        Guid[] n = await sql.InsertNodesAsync(chain, 20);
        await sql.LinkAsync(n, Enumerable.Range(10, 10).Select(i => (i - 10, i)));
        Guid urgent = await sql.InsertTaskAsync("priority", "'critical'");
        await sql.InsertTaskAsync("execute_after", "now() + interval '1 day'");

        Assert.Equal(urgent, await sql.ReadAsync<Guid>("SELECT id FROM orchestrator.get_next_task()"));
        List<Guid>[] taken = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            var mine = new List<Guid>();
            while (await sql.ListAsync<Guid>("SELECT id FROM orchestrator.get_next_task('worker')") is [var id])
            {
                mine.Add(id);
            }

            return mine;
        }));

        // One that met only locked tasks goes away empty-handed, so what is left is fetched after.
        List<Guid> all = [.. taken.SelectMany(t => t)];
        while (await sql.ListAsync<Guid>("SELECT id FROM orchestrator.get_next_task('worker')") is [var id])
        {
            all.Add(id);
        }

        Assert.Equal(n.Take(10).Order(), all.Order());
    }

    async Task<Dictionary<Guid, Readiness>> ReadAsync(Guid chain) => (await _sql.ListAsync(
        """
        SELECT task_id, dependencies_satisfied, ready, blocked, parents_total, parents_completed, retry_eligible, blocking_reason
        FROM orchestrator.get_task_readiness($1)
        """,
        r => (r.GetGuid(0), new Readiness(
            r.GetBoolean(1), r.GetBoolean(2), r.GetBoolean(3), r.GetInt32(4), r.GetInt32(5), r.GetBoolean(6), r.IsDBNull(7) ? null : r.GetString(7))),
        chain)).ToDictionary(r => r.Item1, r => r.Item2);

    Task<string> ContextAsync(Guid chain) => _sql.ReadAsync<string>(
        """
        SELECT concat_ws(' ', execution_status, recommended_action, completion_percentage, health)
        FROM orchestrator.chain_execution_contexts WHERE chain_id = $1
        """,
        chain);

    async Task<(string WaitsFor, string WhoseTurn)> ExplainAsync(Guid task) => Assert.Single(await _sql.ListAsync(
        "SELECT waits_for::text, whose_turn FROM orchestrator.explain_task($1)", r => (r.GetString(0), r.GetString(1)), task));

    sealed record Readiness(bool Satisfied, bool Ready, bool Blocked, int Parents, int Ended, bool MayRetry, string? Reason = null);
}
