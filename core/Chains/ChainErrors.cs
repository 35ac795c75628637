using Orchestrator.Core.Tasks;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Chains;

/// <summary>The namespace holds no such chain.</summary>
public sealed class ChainNotFoundException(string @namespace, Guid chainId) : NotFoundException(
    "CHAIN_NOT_FOUND",
    $"Namespace {@namespace} has no chain {chainId}.",
    new Dictionary<string, string> { ["chain_id"] = $"{chainId}", ["namespace"] = @namespace });

/// <summary>The chain's status does not allow what was asked for.</summary>
public sealed class ChainStateException(Guid chainId, TaskRecordStatus status, string need) : RequestRefusedException(
    "CHAIN_STATE",
    $"Chain {chainId} is {TaskStatusNames.Of(status)}: {need}.",
    new Dictionary<string, string> { ["chain_id"] = $"{chainId}", ["status"] = TaskStatusNames.Of(status) });

/// <summary>The function host refused to start the chain; it is stored and has failed.</summary>
public sealed class ChainStartRefusedException(Guid chainId, string reason) : RequestRefusedException(
    "START_REFUSED",
    $"The function host refused to start chain {chainId}, which has failed: {reason}",
    new Dictionary<string, string> { ["chain_id"] = $"{chainId}" });

/// <summary>The idempotency key belongs to a chain that was asked for otherwise.</summary>
public sealed class ChainKeyReusedException(Guid chainId, string differingField) : AlreadyExistsException(
    "IDEMPOTENCY_KEY_REUSED",
    $"idempotency_key was used for chain {chainId}, whose request differs in {differingField}.",
    new Dictionary<string, string> { ["chain_id"] = $"{chainId}", ["field"] = differingField });
