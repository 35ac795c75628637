using Orchestrator.Core.Tasks;
using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Chains;

/// <summary>The namespace holds no such chain.</summary>
public sealed class ChainNotFoundException(string @namespace, Guid chainId) : RequestRefusedException(
    "CHAIN_NOT_FOUND",
    $"Namespace {@namespace} has no chain {chainId}.",
    new Dictionary<string, string> { ["chain_id"] = $"{chainId}", ["namespace"] = @namespace });

/// <summary>The chain's status does not allow what was asked for.</summary>
public sealed class ChainStateException(Guid chainId, TaskRecordStatus status, string need) : RequestRefusedException(
    "CHAIN_STATE",
    $"Chain {chainId} is {TaskStatusNames.Of(status)}: {need}.",
    new Dictionary<string, string> { ["chain_id"] = $"{chainId}", ["status"] = TaskStatusNames.Of(status) });
