using Microsoft.EntityFrameworkCore;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Listing;
using Orchestrator.Database.Model;

namespace Orchestrator.Database.Repositories.Tasks;

/// <summary>
/// A page of tasks, newest first or, of a map's items, by index: the filters that are set, then the keyset, then the small columns. How many
/// tasks have a tag or a text the planner cannot know, and guessing wrong costs a walk over all tasks, or over all that have it.
/// So those are looked for among the newest first, where the common ones are found at once; what is not is rare, and its own index leads to it.
/// </summary>
static class TaskListQuery
{
    /// <summary>Looking through them takes a few milliseconds; what fills no page among them has at most one task in a hundred.</summary>
    const int Newest = 5_000;

    /// <param name="byIndex">A map's items in their order; else newest first.</param>
    public static async Task<IReadOnlyList<TaskRecord>> ReadAsync(
        OrchestratorDbContext db, TaskFilter filter, bool byIndex, TaskCursor? after, int limit, CancellationToken cancellationToken)
    {
        // A value that the planner sees, not a subquery: namespaces differ much in size.
        Guid? namespaceId = await db.Namespaces.Where(n => n.Name == filter.Namespace).Select(n => (Guid?)n.Id).FirstOrDefaultAsync(cancellationToken);
        if (namespaceId is not { } home)
        {
            return [];
        }

        TaskOrigin origin = await TaskOrigin.FindAsync(db, filter, cancellationToken);
        IQueryable<TaskRow> tasks = TaskListFilters.ByColumns(db, db.Tasks.Where(t => t.NamespaceId == home), filter, origin);
        if (byIndex)
        {
            return await ReadAsync(TaskListFilters.ByContent(db, AfterIndex(tasks, after), filter).OrderBy(t => t.MapIndex));
        }

        tasks = After(tasks, after);
        if (!TaskListFilters.HasContent(filter))
        {
            // A chain's tasks lie together, and may lie far back.
            return await ReadAsync(filter.ChainId is null ? NewestFirst(tasks) : NewestFirstOfFew(tasks));
        }

        IReadOnlyList<TaskRecord> found = await ReadAsync(
            NewestFirst(TaskListFilters.ByContent(db, NewestFirst(tasks).Take(Newest), filter)));
        return found.Count == limit ? found : await ReadAsync(NewestFirstOfFew(TaskListFilters.ByContent(db, tasks, filter)));

        async Task<IReadOnlyList<TaskRecord>> ReadAsync(IQueryable<TaskRow> page) =>
            await TaskListProjection.Of(db, page.Take(limit), filter).ToListAsync(cancellationToken);
    }

    public static async Task<int> CountAsync(OrchestratorDbContext db, TaskFilter filter, CancellationToken cancellationToken)
    {
        // A scalar subquery is looked up once, before the scan; a join would hide the namespace from the index.
        IQueryable<TaskRow> tasks = db.Tasks.Where(t =>
            t.NamespaceId == db.Namespaces.Where(n => n.Name == filter.Namespace).Select(n => n.Id).FirstOrDefault());
        TaskOrigin origin = await TaskOrigin.FindAsync(db, filter, cancellationToken);
        return await TaskListFilters.ByContent(db, TaskListFilters.ByColumns(db, tasks, filter, origin), filter).CountAsync(cancellationToken);
    }

    static IQueryable<TaskRow> AfterIndex(IQueryable<TaskRow> items, TaskCursor? after)
    {
        if (after is null)
        {
            return items;
        }

        int index = after.MapIndex;
        return items.Where(t => t.MapIndex > index);
    }

    static IQueryable<TaskRow> After(IQueryable<TaskRow> tasks, TaskCursor? after)
    {
        if (after is null)
        {
            return tasks;
        }

        DateTimeOffset createdAt = after.CreatedAt;
        Guid id = after.TaskId;
        return tasks.Where(t => EF.Functions.LessThan(ValueTuple.Create(t.CreatedAt, t.Id), ValueTuple.Create(createdAt, id)));
    }

    static IQueryable<TaskRow> NewestFirst(IQueryable<TaskRow> tasks) => tasks.OrderByDescending(t => t.CreatedAt).ThenByDescending(t => t.Id);

    // The same order, which no index has: so an index of the content is used, and not that of the time down to the oldest task.
    static IQueryable<TaskRow> NewestFirstOfFew(IQueryable<TaskRow> tasks)
    {
        TimeSpan nothing = TimeSpan.Zero;
        return tasks.OrderByDescending(t => t.CreatedAt + nothing).ThenByDescending(t => t.Id);
    }
}
