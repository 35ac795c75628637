using Orchestrator.Core.Chains.Reading;
using Orchestrator.Core.Chains.Storage;
using Orchestrator.Core.Orchestration;

namespace Orchestrator.Core.Chains.Creation;

/// <summary>Stores a chain, starts it and shows it. Where no worker can be reached it stays pending and is started later.</summary>
public sealed class ChainLaunch(IChainStore store, IChainRepository chains, ChainStarter starter)
{
    /// <param name="differenceOf">Names the field in which the request differs from the chain that has its idempotency key.</param>
    /// <exception cref="ChainKeyReusedException">Nothing was stored.</exception>
    /// <exception cref="ChainStartRefusedException">It is stored, and has failed.</exception>
    public async Task<LaunchedChain> ExecuteAsync(
        NewChain chain, Func<NewChain, ChainContent, string> differenceOf, string actor, CancellationToken cancellationToken)
    {
        CreatedChain created = await store.CreateAsync(chain, actor, cancellationToken);
        if (created.IsOfOtherRequest && chain.IdempotencyKey is not null)
        {
            ChainContent? existing = await chains.ReadContentAsync(created.ChainId, cancellationToken);
            throw new ChainKeyReusedException(created.ChainId, existing is null ? "name" : differenceOf(chain, existing));
        }

        if (!created.AlreadyExisted)
        {
            // Stored is promised: a caller who hangs up now must not keep the chain from starting. The start ends by itself.
            StartOutcome start = await starter.StartAsync(created.ChainId, run: 1, actor, CancellationToken.None);
            if (start is StartOutcome.Refused refused)
            {
                throw new ChainStartRefusedException(created.ChainId, refused.Reason);
            }
        }

        ChainRecord found = await chains.FindAsync(chain.Namespace, created.ChainId, cancellationToken)
            ?? throw new ChainNotFoundException(chain.Namespace, created.ChainId);
        return new LaunchedChain(found, created.AlreadyExisted);
    }
}

/// <param name="AlreadyExisted">The same request had made this chain before.</param>
public sealed record LaunchedChain(ChainRecord Chain, bool AlreadyExisted);
