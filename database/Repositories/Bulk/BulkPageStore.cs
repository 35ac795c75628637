using Microsoft.EntityFrameworkCore;
using Npgsql;
using Orchestrator.Core.Bulk;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Listing;
using Orchestrator.Database.Repositories.Execution;
using Orchestrator.Database.Repositories.Tasks;

namespace Orchestrator.Database.Repositories.Bulk;

/// <summary>
/// The place of an operation. A page's tasks are written down before any of them is touched, so that whoever repeats it works on the
/// same ones; tasks created after the operation are out of its reach.
/// </summary>
sealed class BulkPageStore(
    NpgsqlDataSource dataSource, IDbContextFactory<OrchestratorDbContext> contexts, RememberedNamespaces namespaces) : IBulkPages
{
    public async Task<BulkPage?> BeginAsync(Guid operationId, int size, CancellationToken cancellationToken)
    {
        while (await ReadAsync(operationId, cancellationToken) is { IsEnded: false } row)
        {
            if (row.Status == TaskRecordStatus.Pending)
            {
                await using OrchestratorDbContext counting = await contexts.CreateDbContextAsync(cancellationToken);
                TaskOrigin origin = await TaskOrigin.FindAsync(counting, namespaces, row.Filter, cancellationToken);
                int total = await TaskListQuery.CountAsync(counting, row.Filter, origin, cancellationToken);
                await ExecuteAsync(BulkSql.Begin, [operationId, total], cancellationToken);
            }
            else if (row.Page is { } tasks)
            {
                return new BulkPage(row.PageNumber, row.Filter.Namespace, row.Action, row.Actor, row.Reason, tasks);
            }
            else
            {
                await BeginNextAsync(operationId, row, size, cancellationToken);
            }

            // Whatever was written, by us or by another copy of this activity, the row says what is to be done now.
        }

        return null;
    }

    public async Task<bool> IsStoppedAsync(Guid operationId, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = dataSource.CreateBatch().Add(
            "SELECT status = 'cancelled' FROM orchestrator.bulk_operations WHERE id = $1", operationId);
        return await batch.ExecuteScalarAsync(cancellationToken) is not false;
    }

    public Task EndAsync(Guid operationId, int pageNumber, int done, int passedOver, CancellationToken cancellationToken) =>
        ExecuteAsync(BulkSql.EndPage, [operationId, pageNumber, done, passedOver], cancellationToken);

    async Task BeginNextAsync(Guid operationId, Row row, int size, CancellationToken cancellationToken)
    {
        await using OrchestratorDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        TaskOrigin origin = await TaskOrigin.FindAsync(db, namespaces, row.Filter, cancellationToken);
        List<TaskRecord> found = await TaskListQuery.ReadAsync(
            db, row.Filter, byIndex: false, row.Place, size, origin, cancellationToken);
        if (found.Count == 0)
        {
            await ExecuteAsync(BulkSql.Complete, [operationId, row.PageNumber], cancellationToken);
            return;
        }

        await ExecuteAsync(
            BulkSql.BeginPage,
            [
                operationId,
                row.PageNumber,
                BulkRecords.Write([.. found.Select(t => new BulkPageTask(t.Id, t.Run))]),
                found[^1].CreatedAt,
                found[^1].Id,
            ],
            cancellationToken);
    }

    async Task<Row?> ReadAsync(Guid operationId, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = dataSource.CreateBatch().Add(BulkSql.ReadPage, operationId);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        DateTimeOffset createdAt = reader.GetFieldValue<DateTimeOffset>(5);
        TaskFilter filter = BulkRecords.ReadFilter(reader.GetString(2));
        return new Row(
            reader.GetFieldValue<TaskRecordStatus>(0),
            BulkRecords.ToAction(reader.GetString(1)),
            filter.CreatedBefore < createdAt ? filter : filter with { CreatedBefore = createdAt },
            reader.GetString(3),
            reader.Text(4),
            reader.GetInt32(6),
            reader.Text(7) is { } page ? BulkRecords.ReadTasks(page) : null,
            reader.Nullable<Guid>(9) is { } last ? new TaskCursor(reader.GetFieldValue<DateTimeOffset>(8), last) : null);
    }

    async Task ExecuteAsync(string sql, object?[] values, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = dataSource.CreateBatch().Add(sql, values);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    sealed record Row(
        TaskRecordStatus Status,
        BulkAction Action,
        TaskFilter Filter,
        string Actor,
        string? Reason,
        int PageNumber,
        IReadOnlyList<BulkPageTask>? Page,
        TaskCursor? Place)
    {
        public bool IsEnded => Status.IsEnd;
    }
}
