using System.Linq.Expressions;
using Orchestrator.Core.Tasks;
using Orchestrator.Database.Model;

namespace Orchestrator.Database.Repositories.Tasks;

/// <summary>What is read of a task: the small columns for a list, and the large ones too for one task.</summary>
static class TaskProjections
{
    /// <summary>Without prompt, parameters and outputs.</summary>
    public static readonly Expression<Func<TaskRow, TaskRecord>> Listed = task => new TaskRecord
    {
        Id = task.Id,
        Namespace = task.Namespace!.Name,
        Name = task.Name,
        Handler = task.TaskName,
        Status = task.Status,
        Priority = task.Priority,
        WaitReason = task.WaitReason,
        WaitUntil = task.WaitUntil,
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
        Template = task.Template == null ? null : task.Template.Namespace!.Name + "/" + task.Template.Name + "@" + task.Template.Version,
        Initiator = task.Initiator,
        SourceSystem = task.SourceSystem,
    };

    /// <summary>All but the attempts.</summary>
    public static readonly Expression<Func<TaskRow, TaskRecord>> Whole = And(
        Listed,
        (nameof(TaskRecord.Prompt), nameof(TaskRow.Prompt)),
        (nameof(TaskRecord.Parameters), nameof(TaskRow.TaskParameters)),
        (nameof(TaskRecord.Output), nameof(TaskRow.Output)),
        (nameof(TaskRecord.StructuredOutput), nameof(TaskRow.TaskOutput)));

    static Expression<Func<TaskRow, TaskRecord>> And(Expression<Func<TaskRow, TaskRecord>> some, params (string Field, string Column)[] more)
    {
        var record = (MemberInitExpression)some.Body;
        ParameterExpression row = some.Parameters[0];
        IEnumerable<MemberBinding> added = more.Select(m =>
            Expression.Bind(typeof(TaskRecord).GetProperty(m.Field)!, Expression.Property(row, m.Column)));
        return Expression.Lambda<Func<TaskRow, TaskRecord>>(record.Update(record.NewExpression, [.. record.Bindings, .. added]), row);
    }
}
