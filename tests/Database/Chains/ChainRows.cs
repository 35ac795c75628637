using Npgsql;
using Orchestrator.Core.Tasks;
using Orchestrator.Database.Tests.Tasks;

namespace Orchestrator.Database.Tests.Chains;

/// <summary>Chains as rows, for tests of what the triggers make of them.</summary>
static class ChainRows
{
    public static Task<Guid> InsertChainAsync(this NpgsqlDataSource sql, string columns = "description", string values = "NULL") =>
        sql.ReadAsync<Guid>($"INSERT INTO orchestrator.task_chains (chain_name, triggered_by, {columns}) VALUES ('a chain', 'api:test', {values}) RETURNING id");

    public static async Task<Guid> InsertNodeAsync(
        this NpgsqlDataSource sql, Guid chain, string? key = null, string columns = "reason", string values = "NULL") =>
        await sql.InsertTaskAsync($"chain_id, node_key, {columns}", $"'{chain}', {(key is null ? "NULL" : $"'{key}'")}, {values}");

    public static async Task<Guid[]> InsertNodesAsync(this NpgsqlDataSource sql, Guid chain, int count)
    {
        Guid[] ids = [.. Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7())];
        await sql.ExecuteAsync(
            """
            INSERT INTO orchestrator.tasks (id, name, task_name, chain_id, node_key)
            SELECT u.id, 'task ' || u.n, 'debug.echo', $1, 'n' || (u.n - 1) FROM unnest($2) WITH ORDINALITY AS u (id, n)
            """,
            chain, ids);
        return ids;
    }

    public static Task LinkAsync(this NpgsqlDataSource sql, Guid parent, Guid child, string condition = "on_success") => sql.ExecuteAsync(
        """
        INSERT INTO orchestrator.task_chain_edges (parent_task_id, child_task_id, condition, condition_expression)
        VALUES ($1, $2, $3::text::orchestrator.edge_condition, CASE $3 WHEN 'expression' THEN 'true' END)
        """,
        parent, child, condition);

    /// <summary>Edges by the numbers of their ends, in one statement.</summary>
    public static Task LinkAsync(this NpgsqlDataSource sql, Guid[] nodes, IEnumerable<(int Parent, int Child)> edges)
    {
        (int Parent, int Child)[] all = [.. edges];
        return sql.ExecuteAsync(
            "INSERT INTO orchestrator.task_chain_edges (parent_task_id, child_task_id) SELECT * FROM unnest($1, $2)",
            all.Select(e => nodes[e.Parent]).ToArray(), all.Select(e => nodes[e.Child]).ToArray());
    }

    public static Task UnlinkAsync(this NpgsqlDataSource sql, Guid parent, Guid child) => sql.ExecuteAsync(
        "DELETE FROM orchestrator.task_chain_edges WHERE parent_task_id = $1 AND child_task_id = $2", parent, child);

    public static Task SetParentAsync(this NpgsqlDataSource sql, Guid task, Guid? parent) => sql.ExecuteAsync(
        $"UPDATE orchestrator.tasks SET parent_task_id = {(parent is { } id ? $"'{id}'" : "NULL")} WHERE id = $1", task);

    public static Task<Guid?> ParentAsync(this NpgsqlDataSource sql, Guid task) =>
        sql.ReadAsync<Guid?>("SELECT parent_task_id FROM orchestrator.tasks WHERE id = $1", task);

    public static Task<int> PositionAsync(this NpgsqlDataSource sql, Guid task) =>
        sql.ReadAsync<int>("SELECT chain_position FROM orchestrator.tasks WHERE id = $1", task);

    public static Task<Guid> ChainOfAsync(this NpgsqlDataSource sql, Guid task) =>
        sql.ReadAsync<Guid>("SELECT chain_id FROM orchestrator.tasks WHERE id = $1", task);

    public static Task<Guid?> RootAsync(this NpgsqlDataSource sql, Guid chain) =>
        sql.ReadAsync<Guid?>("SELECT root_task_id FROM orchestrator.task_chains WHERE id = $1", chain);

    public static Task<TaskRecordStatus> ChainStatusAsync(this NpgsqlDataSource sql, Guid chain) =>
        sql.ReadAsync<TaskRecordStatus>("SELECT status FROM orchestrator.task_chains WHERE id = $1", chain);

    public static Task<List<string>> ChainEventsAsync(this NpgsqlDataSource sql, Guid chain) => sql.ListAsync<string>(
        "SELECT event_name FROM orchestrator.lifecycle_events WHERE subject_kind = 'chain' AND subject_id = $1 ORDER BY seq", chain);

    /// <summary>Moves a pending task on a legal way, as an operator.</summary>
    public static async Task BringToAsync(this NpgsqlDataSource sql, Guid task, TaskRecordStatus status, string metadata = "{}")
    {
        TaskRecordStatus from = TaskRecordStatus.Pending;
        foreach (TaskRecordStatus to in TaskSql.WayTo(status))
        {
            Assert.True(await sql.MoveAsync(task, from, to, "manual:test", metadata));
            from = to;
        }
    }

    public static async Task AssertNoViolationAsync(this NpgsqlDataSource sql) => Assert.Empty(await sql.ListAsync<string>(
        "SELECT concat_ws(' ', chain_id, task_id, violation) FROM orchestrator.chain_sync_violations"));
}
