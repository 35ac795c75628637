using System.Data;
using Npgsql;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Explanations;
using Orchestrator.Database.Repositories.Execution;

namespace Orchestrator.Database.Repositories.Tasks.Reading;

/// <summary>Reads what explains a task: its own state, then the tasks that it waits for, in one snapshot.</summary>
sealed class TaskSituationQuery(NpgsqlDataSource dataSource) : ITaskSituations
{
    public async Task<TaskSituation?> FindAsync(string @namespace, Guid taskId, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        TaskSituation? task = await ReadTaskAsync(connection, @namespace, taskId, cancellationToken);
        return task is null ? null : task with { WaitsFor = await ReadWaitsForAsync(connection, task, cancellationToken) };
    }

    static async Task<TaskSituation?> ReadTaskAsync(
        NpgsqlConnection connection, string @namespace, Guid taskId, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new NpgsqlBatch(connection).Add(TaskSituationSql.ReadTask, taskId, @namespace);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new TaskSituation
            {
                TaskId = taskId,
                Namespace = @namespace,
                Status = reader.GetFieldValue<TaskRecordStatus>(0),
                WaitReason = reader.Nullable<WaitReason>(1),
                Since = reader.GetFieldValue<DateTimeOffset>(2),
                Until = reader.Nullable<DateTimeOffset>(3),
                Attempt = reader.GetInt32(4),
                WorkerId = reader.Text(5),
                IsModelAsked = reader.GetBoolean(6),
                ErrorType = reader.Text(7),
                ErrorMessage = reader.Text(8),
                LastActor = reader.Text(9),
                LastReason = reader.Text(10),
                ChainId = reader.Nullable<Guid>(11),
                ChainMaxParallel = reader.Nullable<int>(12),
                MapTaskId = reader.Nullable<Guid>(13),
                IsBlocked = reader.GetBoolean(14),
                Suspension = reader.Nullable<Guid>(20) is { } suspended ? new Suspension(suspended, reader.Text(21), reader.Text(22)) : null,
                SubChain = reader.Nullable<Guid>(18) is { } chain
                    ? new SubChainState(chain, reader.GetFieldValue<TaskRecordStatus>(19))
                    : null,
                Items = reader.Nullable<long>(15) is { } total ? new MapCounts(total, reader.GetInt64(16), reader.GetInt64(17)) : null,
            }
            : null;
    }

    static Task<IReadOnlyList<TaskReference>> ReadWaitsForAsync(
        NpgsqlConnection connection, TaskSituation task, CancellationToken cancellationToken) => task switch
        {
            { WaitReason: WaitReason.Dependency } => ReadAsync(
                connection, TaskSituationSql.ReadParents, [task.TaskId, task.IsBlocked], cancellationToken),
            { WaitReason: WaitReason.Concurrency, MapTaskId: { } map } => ReadAsync(
                connection, TaskSituationSql.ReadTaskReference, [map], cancellationToken),
            { WaitReason: WaitReason.Concurrency, Status: TaskRecordStatus.Pending, ChainId: { } chain } => ReadAsync(
                connection, TaskSituationSql.ReadActive, [chain], cancellationToken),
            _ => Task.FromResult<IReadOnlyList<TaskReference>>([]),
        };

    static async Task<IReadOnlyList<TaskReference>> ReadAsync(
        NpgsqlConnection connection, string sql, object?[] parameters, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new NpgsqlBatch(connection).Add(sql, parameters);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        var found = new List<TaskReference>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(TaskReferenceReader.Read(reader, 0));
        }

        return found;
    }
}
