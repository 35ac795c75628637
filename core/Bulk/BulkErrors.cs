using Orchestrator.Core.Tasks;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Bulk;

/// <summary>The namespace holds no such operation.</summary>
public sealed class BulkOperationNotFoundException(string @namespace, Guid operationId) : NotFoundException(
    "BULK_OPERATION_NOT_FOUND",
    $"Namespace {@namespace} has no bulk operation {operationId}.",
    new Dictionary<string, string> { ["operation_id"] = $"{operationId}", ["namespace"] = @namespace });

/// <summary>The operation has ended.</summary>
public sealed class BulkOperationStateException(Guid operationId, TaskRecordStatus status) : RequestRefusedException(
    "BULK_OPERATION_STATE",
    $"Bulk operation {operationId} is {TaskStatusNames.Of(status)}: only a pending or running one can be cancelled.",
    new Dictionary<string, string> { ["operation_id"] = $"{operationId}", ["status"] = TaskStatusNames.Of(status) });

/// <summary>The idempotency key belongs to an operation that was asked for otherwise.</summary>
public sealed class BulkKeyReusedException(Guid operationId, string differingField) : AlreadyExistsException(
    "IDEMPOTENCY_KEY_REUSED",
    $"idempotency_key was used for bulk operation {operationId}, whose request differs in {differingField}.",
    new Dictionary<string, string> { ["operation_id"] = $"{operationId}", ["field"] = differingField });
