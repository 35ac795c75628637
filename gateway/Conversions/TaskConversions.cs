using Orchestrator.Core.Tasks;
using Proto = Orchestrator.Protos.V1;

namespace Orchestrator.Gateway.Conversions;

/// <summary>Stored tasks to messages; what a task does not have stays empty.</summary>
static class TaskConversions
{
    public static Proto.Task ToProto(this TaskRecord task)
    {
        var message = new Proto.Task
        {
            Id = task.Id.ToString("D"),
            Namespace = task.Namespace,
            Name = task.Name,
            Handler = task.Handler,
            Status = EnumConversions.ToProto(task.Status),
            Priority = EnumConversions.ToProto(task.Priority),
            WaitReason = EnumConversions.ToProto(task.WaitReason),
            WaitUntil = TimeConversions.ToTimestamp(task.WaitUntil),
            Prompt = task.Prompt ?? "",
            Output = task.Output ?? "",
            ErrorMessage = task.ErrorMessage ?? "",
            ErrorType = task.ErrorType ?? "",
            WarningsCount = task.WarningsCount,
            Run = task.Run,
            RetryCount = task.RetryCount,
            MaxRetries = task.MaxRetries,
            ExecuteAfter = TimeConversions.ToTimestamp(task.ExecuteAfter),
            CreatedAt = TimeConversions.ToTimestamp(task.CreatedAt),
            StartedAt = TimeConversions.ToTimestamp(task.StartedAt),
            CompletedAt = TimeConversions.ToTimestamp(task.CompletedAt),
            UpdatedAt = TimeConversions.ToTimestamp(task.UpdatedAt),
            TriggeredBy = task.TriggeredBy,
            CorrelationId = task.CorrelationId ?? "",
            IdempotencyKey = task.IdempotencyKey ?? "",
            LastSequence = task.LastSequence,
            ChainId = IdConversions.ToText(task.ChainId),
            NodeKey = task.NodeKey ?? "",
            ParentTaskId = IdConversions.ToText(task.ParentTaskId),
            MapTaskId = IdConversions.ToText(task.MapTaskId),
            Template = task.Template ?? "",
            Initiator = task.Initiator ?? "",
            SourceSystem = task.SourceSystem ?? "",
            InstanceId = RunTaskInput.InstanceIdOf(task.Id, task.Run),
        };
        if (task.MapIndex is { } index)
        {
            message.MapIndex = index;
        }

        AddJson(message, task);
        message.Attempts.AddRange(task.Attempts.Select(ToProto));
        return message;
    }

    static void AddJson(Proto.Task message, TaskRecord task)
    {
        if (task.Parameters is { } parameters)
        {
            message.Parameters = StructConversions.ToStruct(parameters);
        }

        if (task.StructuredOutput is { } output)
        {
            message.StructuredOutput = StructConversions.ToValue(output);
        }

        if (task.Metadata is { } metadata)
        {
            message.Metadata = StructConversions.ToStruct(metadata);
        }

        if (task.Tags is { } tags)
        {
            foreach ((string key, Google.Protobuf.WellKnownTypes.Value value) in StructConversions.ToStruct(tags).Fields)
            {
                message.Tags[key] = value.StringValue;
            }
        }
    }

    static Proto.TaskAttempt ToProto(TaskAttemptRecord attempt)
    {
        var message = new Proto.TaskAttempt
        {
            Number = attempt.Number,
            Status = EnumConversions.ToProto(attempt.Status),
            StartedAt = TimeConversions.ToTimestamp(attempt.StartedAt),
            CompletedAt = TimeConversions.ToTimestamp(attempt.CompletedAt),
            Model = attempt.Model ?? "",
            ErrorMessage = attempt.ErrorMessage ?? "",
            ErrorType = attempt.ErrorType ?? "",
            WorkerId = attempt.WorkerId ?? "",
        };
        if (attempt is { PromptTokens: { } prompt, CompletionTokens: { } completion, TotalTokens: { } total })
        {
            (message.PromptTokens, message.CompletionTokens, message.TotalTokens) = (prompt, completion, total);
        }

        return message;
    }
}
