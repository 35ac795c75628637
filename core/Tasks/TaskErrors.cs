using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Tasks;

/// <summary>The namespace holds no such task.</summary>
public sealed class TaskNotFoundException(string @namespace, Guid taskId) : NotFoundException(
    "TASK_NOT_FOUND",
    $"Namespace {@namespace} has no task {taskId}.",
    new Dictionary<string, string> { ["task_id"] = $"{taskId}", ["namespace"] = @namespace });

/// <summary>The task's status does not allow what was asked for.</summary>
public sealed class TaskStateException(Guid taskId, TaskRecordStatus status, string need) : RequestRefusedException(
    "TASK_STATE",
    $"Task {taskId} is {TaskStatusNames.Of(status)}: {need}.",
    new Dictionary<string, string> { ["task_id"] = $"{taskId}", ["status"] = TaskStatusNames.Of(status) });

/// <summary>The function host refused to start the task; it is stored and has failed.</summary>
public sealed class TaskStartRefusedException(IReadOnlyList<Guid> taskIds, string reason) : RequestRefusedException(
    "START_REFUSED",
    $"The function host refused to start task {string.Join(", ", taskIds)}, which has failed: {reason}",
    new Dictionary<string, string> { ["task_id"] = string.Join(',', taskIds) });

/// <summary>The idempotency key belongs to a task that was asked for otherwise.</summary>
public sealed class IdempotencyConflictException(Guid taskId, string idempotencyKeyField, string differingField)
    : AlreadyExistsException(
        "IDEMPOTENCY_KEY_REUSED",
        $"{idempotencyKeyField} was used for task {taskId}, whose request differs in {differingField}.",
        new Dictionary<string, string> { ["task_id"] = $"{taskId}", ["field"] = differingField });
