namespace Orchestrator.Gateway.Tests.Hosting;

/// <summary>Chains as rows: what a chain's run would do is done by hand.</summary>
static class ChainSql
{
    /// <returns>The task's id; the first of a chain makes it.</returns>
    public static Task<Guid> AddNodeAsync(this GatewayHost gateway, Guid namespaceId, string key, params Guid[] parents) => gateway.QueryAsync<Guid>(
        """
        SELECT orchestrator.create_chained_task(
            $1, 'debug.echo', $2, p_node_key => $1, p_triggered_by => 'api:test', p_namespace_id => $3)
        """,
        key,
        parents,
        namespaceId);

    public static Task<Guid> ChainOfAsync(this GatewayHost gateway, Guid taskId) =>
        gateway.QueryAsync<Guid>("SELECT chain_id FROM orchestrator.tasks WHERE id = $1", taskId);

    public static Task<Guid> NamespaceIdAsync(this GatewayHost gateway, string name) => gateway.QueryAsync<Guid>(
        "INSERT INTO orchestrator.namespaces (id, name) VALUES (gen_random_uuid(), $1) RETURNING id", name);
}
