using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Listing;
using Orchestrator.Database.Model;

namespace Orchestrator.Database.Repositories.Tasks;

/// <summary>A page of tasks, newest first: the filters that are set, then the keyset, then the small columns.</summary>
static class TaskListQuery
{
    public static IQueryable<TaskRecord> Build(OrchestratorDbContext db, TaskFilter filter, TaskCursor? after, int limit)
    {
        IQueryable<TaskRow> tasks = Narrow(db, filter);
        if (after is not null)
        {
            DateTimeOffset createdAt = after.CreatedAt;
            Guid id = after.TaskId;
            tasks = tasks.Where(t => EF.Functions.LessThan(ValueTuple.Create(t.CreatedAt, t.Id), ValueTuple.Create(createdAt, id)));
        }

        return tasks.OrderByDescending(t => t.CreatedAt).ThenByDescending(t => t.Id).Take(limit).Select(t => new TaskRecord
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
    }

    static IQueryable<TaskRow> Narrow(OrchestratorDbContext db, TaskFilter filter)
    {
        // A scalar subquery is looked up once, before the scan; a join would hide the namespace from the index.
        IQueryable<TaskRow> tasks = db.Tasks.Where(t =>
            t.NamespaceId == db.Namespaces.Where(n => n.Name == filter.Namespace).Select(n => n.Id).FirstOrDefault());
        if (filter.Statuses.Count > 0)
        {
            TaskRecordStatus[] statuses = [.. filter.Statuses.Distinct()];
            tasks = tasks.Where(t => statuses.Contains(t.Status));
        }

        if (filter.Handler.Length > 0)
        {
            tasks = tasks.Where(t => t.TaskName == filter.Handler);
        }

        if (filter.Tags.Count > 0)
        {
            string tags = JsonSerializer.Serialize(filter.Tags);
            tasks = tasks.Where(t => EF.Functions.JsonContains(t.Tags, tags));
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

        return filter.SearchText.Length == 0 ? tasks : Search(db, tasks, filter.SearchText);
    }

    static IQueryable<TaskRow> Search(OrchestratorDbContext db, IQueryable<TaskRow> tasks, string text)
    {
        string pattern = LikePattern.Containing(text);
        return tasks.Where(t => db.TaskSearch.Any(s => s.TaskId == t.Id && EF.Functions.ILike(s.Body, pattern, LikePattern.Escape)));
    }
}
