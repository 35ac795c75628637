namespace Orchestrator.Core.Chains.Storage;

public interface IChainLookup
{
    /// <returns>False when the namespace holds no such chain.</returns>
    Task<bool> ExistsAsync(string @namespace, Guid chainId, CancellationToken cancellationToken);
}
