using Orchestrator.Core.Tasks;
using Orchestrator.Core.Tasks.Listing;
using Orchestrator.Database.Model;

namespace Orchestrator.Database.Repositories.Tasks;

/// <summary>The columns of a list: all but those that may be large.</summary>
static class TaskListProjection
{
    public static IQueryable<TaskRecord> Of(OrchestratorDbContext db, IQueryable<TaskRow> tasks, TaskFilter filter) => tasks.Select(t => new TaskRecord
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
        ChainId = t.ChainId,
        NodeKey = t.NodeKey,
        ParentTaskId = t.ParentTaskId,
        MapTaskId = t.MapTaskId,
        MapIndex = t.MapIndex,
        Template = (
            from template in db.ChainTemplates
            join owner in db.Namespaces on template.NamespaceId equals owner.Id
            where template.Id == t.TemplateId
            select owner.Name + "/" + template.Name + "@" + template.Version).FirstOrDefault(),
        Initiator = t.Initiator,
        SourceSystem = t.SourceSystem,
    });
}
