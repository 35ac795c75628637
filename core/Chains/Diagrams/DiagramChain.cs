using Orchestrator.Core.Chains.Reading;

namespace Orchestrator.Core.Chains.Diagrams;

/// <summary>Draws a chain as it stands.</summary>
public sealed class DiagramChain(GetChain getChain, TimeProvider timeProvider)
{
    /// <exception cref="ChainNotFoundException"/>
    public async Task<string> ExecuteAsync(
        string @namespace, Guid chainId, DiagramFormat format, CancellationToken cancellationToken)
    {
        ChainRecord chain = await getChain.ExecuteAsync(@namespace, chainId, cancellationToken);
        return Diagram.Write(ChainSource.Of(chain), format, timeProvider.GetUtcNow());
    }
}
