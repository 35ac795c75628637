namespace Orchestrator.Core.Chains.Runs;

/// <summary>What the orchestrator of a chain reads and writes. Each method is one transaction and may be repeated.</summary>
public interface IChainRunStore
{
    /// <summary>Nodes a <see cref="ChainPlanPage"/> holds at most.</summary>
    const int PageSize = 200;

    /// <summary>Reads the plan from <paramref name="firstNode"/> on; the first page records that the run has begun.</summary>
    Task<ChainPlanPage> ReadPlanAsync(ChainRunInput run, int firstNode, CancellationToken cancellationToken);

    /// <summary>Ends tasks without an attempt; one that has moved on, or is in another run, is left alone.</summary>
    Task SettleAsync(IReadOnlyList<NodeSettlement> settlements, CancellationToken cancellationToken);

    /// <summary>Names what pending tasks wait for, or clears it; one that has moved on is left alone.</summary>
    Task SetWaitAsync(NodeWaits waits, CancellationToken cancellationToken);

    /// <returns>Null when there is no such task.</returns>
    Task<NodeEnd?> ReadEndAsync(Guid taskId, CancellationToken cancellationToken);

    /// <summary>Ends the run when none of the chain's tasks is open any more. Whoever opens one later begins another run.</summary>
    /// <returns>False: something is open again, and this run goes on.</returns>
    Task<bool> FinishAsync(ChainRunInput run, CancellationToken cancellationToken);
}
