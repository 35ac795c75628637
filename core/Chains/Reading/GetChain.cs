namespace Orchestrator.Core.Chains.Reading;

/// <summary>Shows one chain with its nodes and edges.</summary>
public sealed class GetChain(IChainRepository chains)
{
    /// <exception cref="ChainNotFoundException"/>
    public async Task<ChainRecord> ExecuteAsync(string @namespace, Guid chainId, CancellationToken cancellationToken) =>
        await chains.FindAsync(@namespace, chainId, cancellationToken) ?? throw new ChainNotFoundException(@namespace, chainId);
}
