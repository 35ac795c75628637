namespace Orchestrator.Core.Chains.Runs;

/// <summary>What starts chains, and what mends those whose orchestration was lost.</summary>
public interface IChainStartStore
{
    /// <summary>Claims runs that have not begun though somebody has had their start in hand for <paramref name="olderThan"/>.</summary>
    Task<IReadOnlyList<ChainRunInput>> ClaimUnstartedAsync(int limit, TimeSpan olderThan, CancellationToken cancellationToken);

    /// <summary>Runs that have begun and not ended, and that nothing has changed for <paramref name="olderThan"/>, in the order of the ids.</summary>
    /// <param name="after">Null: from the first.</param>
    Task<IReadOnlyList<ChainRunInput>> FindUnchangedAsync(Guid? after, int limit, TimeSpan olderThan, CancellationToken cancellationToken);

    /// <summary>The run has not begun after all: the hub has no such instance.</summary>
    /// <returns>False when it has ended, or another has begun.</returns>
    Task<bool> RestartAsync(ChainRunInput run, CancellationToken cancellationToken);

    /// <summary>The tasks that could run first are marked as waiting for a worker.</summary>
    Task WaitForWorkerAsync(Guid chainId, CancellationToken cancellationToken);

    /// <summary>Ends a run that nothing will carry on: one of its open tasks fails with the error, the others are cancelled.</summary>
    /// <param name="errorType">Null: all are cancelled, with <paramref name="message"/> as the reason.</param>
    /// <returns>False when it has ended, or another has begun.</returns>
    Task<bool> EndRunAsync(ChainRunInput run, string? errorType, string message, string actor, CancellationToken cancellationToken);
}
