using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Listing;
using Orchestrator.Database.Model;

namespace Orchestrator.Database.Repositories.Tasks;

/// <summary>
/// A page of tasks by a text together with tags or a handler. The planner takes these for independent of each other, and where many tasks have the
/// one, many the other and few or none both, it walks for ever. So first a walk that is bounded, which finds what is common; then the index that
/// holds both, which finds what is rare.
/// </summary>
static class LabelledTextQuery
{
    /// <summary>Tasks that are looked at one by one; the second walk where the first found something, but too little.</summary>
    public static readonly IReadOnlyList<int> Walks = [5_000, 30_000];

    // Of a page, what the first walk has to find for the second to be worth it: for fewer, the index is quicker.
    const int WorthOneIn = 5;

    public static bool Fits(TaskFilter filter) =>
        filter is { SearchText.Length: > 0, ChainId: null, MapTaskId: null, Template.Length: 0, CorrelationId.Length: 0 }
        && (filter.Tags.Count > 0 || filter.Handler.Length > 0);

    public static async Task<List<TaskRecord>> ReadAsync(
        OrchestratorDbContext db, TaskFilter filter, TaskCursor? after, int limit, TaskOrigin origin, CancellationToken cancellationToken)
    {
        string pattern = LikePattern.Containing(filter.SearchText);
        TaskFilter others = filter with { SearchText = "" };
        IQueryable<TaskRow> all = TaskListQuery.OfNamespace(db, filter, origin);
        foreach (int walk in Walks)
        {
            // The text by a subquery of its own, which PostgreSQL asks for each task: as a join it might look for all texts first.
            IQueryable<TaskRow> newest = TaskListQuery.Narrow(db, TaskListQuery.NewestFirst(all, after).Take(walk), others, origin)
                .Where(t => EF.Functions.ILike(db.TaskSearch.Where(s => s.TaskId == t.Id).Select(s => s.Body).First(), pattern, LikePattern.Escape));
            List<TaskRecord> found = await ReadAsync(newest, after, limit, cancellationToken);
            if (found.Count == limit)
            {
                return found;
            }

            if (found.Count < limit / WorthOneIn)
            {
                break;
            }
        }

        Guid namespaceId = origin.NamespaceId ?? Guid.Empty;
        string labels = LabelsOf(filter);
        IQueryable<Guid> ids = db.Database.SqlQuery<Guid>(
            $"""SELECT f.id AS "Value" FROM orchestrator.find_labelled_texts({namespaceId}, {labels}::jsonb, {pattern}) AS f (id)""");
        return await ReadAsync(
            TaskListQuery.Narrow(db, all, others, origin).Where(t => ids.Contains(t.Id)), after, limit, cancellationToken);
    }

    static Task<List<TaskRecord>> ReadAsync(
        IQueryable<TaskRow> tasks, TaskCursor? after, int limit, CancellationToken cancellationToken) =>
        TaskListQuery.NewestFirst(tasks, after).Take(limit).Select(TaskProjections.Listed).ToListAsync(cancellationToken);

    static string LabelsOf(TaskFilter filter)
    {
        var labels = new Dictionary<string, object>();
        if (filter.Tags.Count > 0)
        {
            labels["tags"] = filter.Tags;
        }

        if (filter.Handler.Length > 0)
        {
            labels["handler"] = filter.Handler;
        }

        return JsonSerializer.Serialize(labels);
    }
}
