using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Listing;
using Orchestrator.Database.Model;

namespace Orchestrator.Database.Repositories.Tasks;

/// <summary>
/// A page of tasks, newest first: the filters that are set, then the keyset, then the small columns. How many tasks have a tag or a text
/// the planner cannot know, and guessing wrong costs a walk over all tasks, or over all that have it. So those are looked for among the
/// newest first, where the common ones are found at once; what is not is rare, and its own index leads to it.
/// </summary>
static class TaskListQuery
{
    const string LikeEscape = "\\";

    /// <summary>Looking through them takes a few milliseconds; what fills no page among them has at most one task in a hundred.</summary>
    const int Newest = 5_000;

    public static async Task<IReadOnlyList<TaskRecord>> ReadAsync(
        OrchestratorDbContext db, TaskFilter filter, TaskCursor? after, int limit, CancellationToken cancellationToken)
    {
        // A value that the planner sees, not a subquery: namespaces differ much in size.
        Guid? namespaceId = await db.Namespaces.Where(n => n.Name == filter.Namespace).Select(n => (Guid?)n.Id).FirstOrDefaultAsync(cancellationToken);
        if (namespaceId is not { } home)
        {
            return [];
        }

        IQueryable<TaskRow> tasks = After(NarrowByColumns(db.Tasks.Where(t => t.NamespaceId == home), filter), after);
        if (filter.Tags.Count == 0 && filter.SearchText.Length == 0)
        {
            return await Project(NewestFirst(tasks).Take(limit), filter).ToListAsync(cancellationToken);
        }

        IQueryable<TaskRow> newest = NarrowByContent(db, NewestFirst(tasks).Take(Newest), filter);
        List<TaskRecord> found = await Project(NewestFirst(newest).Take(limit), filter).ToListAsync(cancellationToken);
        return found.Count == limit
            ? found
            : await Project(NewestFirstOfFew(NarrowByContent(db, tasks, filter)).Take(limit), filter).ToListAsync(cancellationToken);
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

    static IQueryable<TaskRecord> Project(IQueryable<TaskRow> tasks, TaskFilter filter) => tasks.Select(t => new TaskRecord
    {
        Id = t.Id,
        Namespace = filter.Namespace,
        Name = t.Name,
        Handler = t.TaskName,
        Status = t.Status,
        Priority = t.Priority,
        WaitReason = t.WaitReason,
        WaitUntil = t.WaitUntil,
        ErrorMessage = t.ErrorMessage,
        ErrorType = t.ErrorType,
        WarningsCount = t.WarningsCount,
        Run = t.RunNo,
        RetryCount = t.RetryCount,
        MaxRetries = t.MaxRetries,
        ExecuteAfter = t.ExecuteAfter,
        CreatedAt = t.CreatedAt,
        StartedAt = t.StartedAt,
        CompletedAt = t.CompletedAt,
        UpdatedAt = t.UpdatedAt,
        TriggeredBy = t.TriggeredBy,
        CorrelationId = t.CorrelationId,
        IdempotencyKey = t.IdempotencyKey,
        Tags = t.Tags,
        Metadata = t.Metadata,
        LastSequence = t.EventSeq,
    });

    static IQueryable<TaskRow> NarrowByColumns(IQueryable<TaskRow> tasks, TaskFilter filter)
    {
        if (filter.Statuses.Count > 0)
        {
            TaskRecordStatus[] statuses = [.. filter.Statuses.Distinct()];
            tasks = tasks.Where(t => statuses.Contains(t.Status));
        }

        if (filter.Handler.Length > 0)
        {
            tasks = tasks.Where(t => t.TaskName == filter.Handler);
        }

        if (filter.CorrelationId.Length > 0)
        {
            tasks = tasks.Where(t => t.CorrelationId == filter.CorrelationId);
        }

        if (filter.CreatedAfter is { } createdAfter)
        {
            tasks = tasks.Where(t => t.CreatedAt > createdAfter);
        }

        if (filter.CreatedBefore is { } createdBefore)
        {
            tasks = tasks.Where(t => t.CreatedAt < createdBefore);
        }

        return tasks;
    }

    static IQueryable<TaskRow> NarrowByContent(OrchestratorDbContext db, IQueryable<TaskRow> tasks, TaskFilter filter)
    {
        if (filter.Tags.Count > 0)
        {
            string tags = JsonSerializer.Serialize(filter.Tags);
            tasks = tasks.Where(t => EF.Functions.JsonContains(t.Tags, tags));
        }

        return filter.SearchText.Length == 0 ? tasks : Search(db, tasks, filter.SearchText);
    }

    static IQueryable<TaskRow> Search(OrchestratorDbContext db, IQueryable<TaskRow> tasks, string text)
    {
        string literal = text
            .Replace(LikeEscape, LikeEscape + LikeEscape, StringComparison.Ordinal)
            .Replace("%", LikeEscape + "%", StringComparison.Ordinal)
            .Replace("_", LikeEscape + "_", StringComparison.Ordinal);
        string pattern = $"%{literal}%";
        return tasks.Where(t => db.TaskSearch.Any(s => s.TaskId == t.Id && EF.Functions.ILike(s.Body, pattern, LikeEscape)));
    }
}
