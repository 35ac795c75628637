using Npgsql;
using Orchestrator.Core.Chains;
using Orchestrator.Core.Chains.Storage;
using Orchestrator.Core.Tasks;
using Orchestrator.Database.Repositories.Execution;

namespace Orchestrator.Database.Repositories.Chains;

/// <summary>Chains in PostgreSQL.</summary>
sealed class ChainStore(NpgsqlDataSource dataSource, ChainInsert insert) : IChainStore
{
    public Task<CreatedChain> CreateAsync(NewChain chain, string triggeredBy, CancellationToken cancellationToken) =>
        insert.ExecuteAsync(chain, triggeredBy, cancellationToken);

    public async Task<StoredChain?> FindAsync(Guid chainId, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);

        // One snapshot for the three: a task's status and the chain's must belong together.
        await using NpgsqlTransaction transaction =
            await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.Add(ChainSql.ReadNodes, chainId).Add(ChainSql.ReadEdges, chainId).Add(ChainSql.ReadChain, chainId);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        var nodes = new List<StoredNode>();
        while (await reader.ReadAsync(cancellationToken))
        {
            nodes.Add(ReadNode(reader));
        }

        await reader.NextResultAsync(cancellationToken);
        var edges = new List<StoredEdge>();
        while (await reader.ReadAsync(cancellationToken))
        {
            edges.Add(new StoredEdge(
                reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), reader.GetFieldValue<EdgeCondition>(3), reader.Text(4), reader.GetBoolean(5)));
        }

        await reader.NextResultAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? ReadChain(reader, chainId, nodes, edges) : null;
    }

    public async Task<IReadOnlyList<StoredReadiness>> ReadReadinessAsync(Guid chainId, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = dataSource.CreateCommand(ChainSql.ReadReadiness);
        command.Parameters.Add(new() { Value = chainId });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        var tasks = new List<StoredReadiness>();
        while (await reader.ReadAsync(cancellationToken))
        {
            tasks.Add(new StoredReadiness(
                reader.GetGuid(0),
                reader.GetFieldValue<TaskRecordStatus>(1),
                reader.GetBoolean(2),
                reader.GetBoolean(3),
                reader.GetBoolean(4),
                reader.Nullable<DateTimeOffset>(5),
                reader.GetInt32(6),
                reader.GetInt32(7),
                reader.GetInt32(8),
                reader.GetInt32(9),
                reader.GetBoolean(10),
                reader.Text(11)));
        }

        return tasks;
    }

    static StoredChain ReadChain(NpgsqlDataReader reader, Guid id, IReadOnlyList<StoredNode> nodes, IReadOnlyList<StoredEdge> edges) => new(
        id,
        reader.GetString(0),
        reader.GetFieldValue<TaskRecordStatus>(1),
        reader.Nullable<Guid>(2),
        reader.GetString(3),
        reader.Nullable<int>(4),
        reader.GetBoolean(5),
        reader.GetFieldValue<string[]>(6),
        nodes,
        edges);

    static StoredNode ReadNode(NpgsqlDataReader reader) => new(
        reader.GetGuid(0),
        reader.Text(1),
        reader.GetString(2),
        reader.GetString(3),
        reader.GetFieldValue<TaskRecordStatus>(4),
        reader.GetInt32(5),
        reader.GetInt32(6),
        reader.GetInt32(7),
        reader.GetBoolean(8),
        reader.GetBoolean(9),
        reader.Nullable<DateTimeOffset>(10),
        reader.GetInt32(11));
}
