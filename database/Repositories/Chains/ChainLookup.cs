using Npgsql;
using Orchestrator.Core.Chains.Storage;
using Orchestrator.Database.Repositories.Execution;

namespace Orchestrator.Database.Repositories.Chains;

sealed class ChainLookup(NpgsqlDataSource dataSource) : IChainLookup
{
    const string Find = """
        SELECT true FROM orchestrator.task_chains AS c JOIN orchestrator.namespaces AS n ON n.id = c.namespace_id
        WHERE c.id = $1 AND n.name = $2
        """;

    public async Task<bool> ExistsAsync(string @namespace, Guid chainId, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = dataSource.CreateBatch().Add(Find, chainId, @namespace);
        return await batch.ExecuteScalarAsync(cancellationToken) is true;
    }
}
