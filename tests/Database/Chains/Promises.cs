using Npgsql;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Transitions;

namespace Orchestrator.Database.Tests.Chains;

/// <summary>What must hold for every task and chain of a database, whatever was done to them.</summary>
static class Promises
{
    public static async Task AssertHoldAsync(NpgsqlDataSource sql)
    {
        await sql.AssertNoViolationAsync();
        await AssertPastsAsync(sql, TransitionSubject.Task, "task", "tasks");
        await AssertPastsAsync(sql, TransitionSubject.Chain, "chain", "task_chains");
        await AssertChainsFollowTheirTasksAsync(sql);
    }

    /// <summary>One audit row and one event for each change, in one order, without a gap; each change one that C# allows.</summary>
    static async Task AssertPastsAsync(NpgsqlDataSource sql, TransitionSubject subject, string kind, string table)
    {
        List<(Guid Id, int EventSeq, string Status)> rows = await sql.ListAsync(
            $"SELECT id, event_seq, status::text FROM orchestrator.{table}", r => (r.GetGuid(0), r.GetInt32(1), r.GetString(2)));
        ILookup<Guid, (Guid Id, string? From, string To, bool MostRecent)> steps = (await sql.ListAsync(
            $"SELECT {kind}_id, from_status::text, to_status::text, most_recent FROM orchestrator.{kind}_transitions ORDER BY {kind}_id, sort_key",
            r => (Id: r.GetGuid(0), r.IsDBNull(1) ? null : r.GetString(1), r.GetString(2), r.GetBoolean(3)))).ToLookup(s => s.Id);
        ILookup<Guid, (Guid Id, int Seq, string Name, string Status)> events = (await sql.ListAsync(
            "SELECT subject_id, seq, event_name, payload ->> 'status' FROM orchestrator.lifecycle_events WHERE subject_kind = $1 ORDER BY tx, id",
            r => (Id: r.GetGuid(0), r.GetInt32(1), r.GetString(2), r.GetString(3)), kind)).ToLookup(e => e.Id);
        HashSet<string> namesOfChanges = [.. AllowedTransitions.Of(subject).Select(t => t.EventName)];

        foreach ((Guid id, int eventSeq, string status) in rows)
        {
            string[] ends = [.. steps[id].Select(s => s.To)];
            Assert.All(steps[id], s => Assert.True(
                AllowedTransitions.IsAllowed(subject, s.From is null ? null : TaskStatusNames.Parse(s.From), TaskStatusNames.Parse(s.To), byOperator: true),
                $"{kind} {id}: {s.From} -> {s.To}"));
            Assert.Equal(ends.SkipLast(1), steps[id].Skip(1).Select(s => s.From));
            Assert.Equal([.. Enumerable.Repeat(false, ends.Length - 1), true], steps[id].Select(s => s.MostRecent));
            Assert.Equal(status, ends[^1]);
            Assert.Equal(Enumerable.Range(1, eventSeq), events[id].Select(e => e.Seq));
            Assert.Equal(ends, events[id].Where(e => namesOfChanges.Contains(e.Name)).Select(e => e.Status));
        }
    }

    static async Task AssertChainsFollowTheirTasksAsync(NpgsqlDataSource sql)
    {
        ILookup<Guid, (Guid Chain, TaskRecordStatus Status, bool HasWarnings)> tasks = (await sql.ListAsync(
            "SELECT chain_id, status, warnings_count > 0 FROM orchestrator.tasks WHERE chain_id IS NOT NULL",
            r => (Chain: r.GetGuid(0), r.GetFieldValue<TaskRecordStatus>(1), r.GetBoolean(2)))).ToLookup(t => t.Chain);
        List<(Guid Id, TaskRecordStatus Status, TaskRecordStatus Derived)> chains = await sql.ListAsync(
            "SELECT id, status, orchestrator.derive_chain_status(id) FROM orchestrator.task_chains",
            r => (r.GetGuid(0), r.GetFieldValue<TaskRecordStatus>(1), r.GetFieldValue<TaskRecordStatus>(2)));

        Assert.All(chains, chain =>
        {
            TaskRecordStatus derived = ChainStatus.Derive(StatusCounts.Of([.. tasks[chain.Id].Select(t => (t.Status, t.HasWarnings))]));
            Assert.Equal((derived, derived), (chain.Status, chain.Derived));
            Assert.Equal(derived, ReferenceChain.Status([.. tasks[chain.Id].Select(t => (t.Status, t.HasWarnings))]));
        });
    }
}
