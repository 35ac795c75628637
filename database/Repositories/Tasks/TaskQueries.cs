using Microsoft.EntityFrameworkCore;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Database.Repositories.Tasks;

/// <summary>The hot reads, compiled.</summary>
static class TaskQueries
{
    /// <summary>Whole tasks of a namespace by their ids, without attempts, in no order.</summary>
    public static readonly Func<OrchestratorDbContext, string, Guid[], IAsyncEnumerable<TaskRecord>> FindWhole =
        EF.CompileAsyncQuery((OrchestratorDbContext db, string @namespace, Guid[] ids) =>
            from task in db.Tasks
            join home in db.Namespaces on task.NamespaceId equals home.Id
            where home.Name == @namespace && ids.Contains(task.Id)
            select new TaskRecord
            {
                Id = task.Id,
                Namespace = home.Name,
                Name = task.Name,
                Handler = task.TaskName,
                Status = task.Status,
                Priority = task.Priority,
                WaitReason = task.WaitReason,
                WaitUntil = task.WaitUntil,
                Prompt = task.Prompt,
                Parameters = task.TaskParameters,
                Output = task.Output,
                StructuredOutput = task.TaskOutput,
                ErrorMessage = task.ErrorMessage,
                ErrorType = task.ErrorType,
                WarningsCount = task.WarningsCount,
                Run = task.RunNo,
                RetryCount = task.RetryCount,
                MaxRetries = task.MaxRetries,
                ExecuteAfter = task.ExecuteAfter,
                CreatedAt = task.CreatedAt,
                StartedAt = task.StartedAt,
                CompletedAt = task.CompletedAt,
                UpdatedAt = task.UpdatedAt,
                TriggeredBy = task.TriggeredBy,
                CorrelationId = task.CorrelationId,
                IdempotencyKey = task.IdempotencyKey,
                Tags = task.Tags,
                Metadata = task.Metadata,
                LastSequence = task.EventSeq,
                ChainId = task.ChainId,
                NodeKey = task.NodeKey,
                ParentTaskId = task.ParentTaskId,
                MapTaskId = task.MapTaskId,
                MapIndex = task.MapIndex,
                Template = (
                    from template in db.ChainTemplates
                    join owner in db.Namespaces on template.NamespaceId equals owner.Id
                    where template.Id == task.TemplateId
                    select owner.Name + "/" + template.Name + "@" + template.Version).FirstOrDefault(),
                Initiator = task.Initiator,
                SourceSystem = task.SourceSystem,
            });

    /// <summary>Null: no task was ever in it.</summary>
    public static readonly Func<OrchestratorDbContext, string, CancellationToken, Task<Guid?>> FindNamespace =
        EF.CompileAsyncQuery((OrchestratorDbContext db, string name, CancellationToken cancellationToken) =>
            db.Namespaces.Where(home => home.Name == name).Select(home => (Guid?)home.Id).SingleOrDefault());

    /// <summary>A task's executions, oldest first.</summary>
    public static readonly Func<OrchestratorDbContext, Guid, IAsyncEnumerable<TaskAttemptRecord>> Attempts =
        EF.CompileAsyncQuery((OrchestratorDbContext db, Guid taskId) => db.TaskExecutions
            .Where(execution => execution.TaskId == taskId)
            .OrderBy(execution => execution.AttemptNumber)
            .Select(execution => new TaskAttemptRecord(
                execution.AttemptNumber,
                execution.Status,
                execution.StartedAt,
                execution.CompletedAt,
                execution.ModelName,
                execution.PromptTokens,
                execution.CompletionTokens,
                execution.TotalTokens,
                execution.ErrorMessage,
                execution.ErrorType,
                execution.WorkerId)));
}
