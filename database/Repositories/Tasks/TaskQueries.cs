using Microsoft.EntityFrameworkCore;
using Orchestrator.Core.Tasks;

namespace Orchestrator.Database.Repositories.Tasks;

/// <summary>The hot reads, compiled.</summary>
static class TaskQueries
{
    /// <summary>Whole tasks of a namespace by their ids, without attempts, in no order.</summary>
    public static readonly Func<OrchestratorDbContext, string, Guid[], IAsyncEnumerable<TaskRecord>> FindWhole =
        EF.CompileAsyncQuery((OrchestratorDbContext db, string @namespace, Guid[] ids) =>
            db.Tasks.Where(task => task.Namespace!.Name == @namespace && ids.Contains(task.Id)).Select(TaskProjections.Whole));

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
