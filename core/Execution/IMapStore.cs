namespace Orchestrator.Core.Execution;

/// <summary>Attempts of map nodes: their items, and what those make of the node. Each write may be repeated.</summary>
public interface IMapStore
{
    /// <summary>Items that are inserted in one transaction at most.</summary>
    const int InsertMax = 500;

    /// <returns>Null when there is no such task.</returns>
    Task<MapSource?> ReadSourceAsync(Guid mapTaskId, CancellationToken cancellationToken);

    /// <summary>
    /// Makes items, or opens those of an earlier run again: all of them after a rerun, those that failed after a retry.
    /// </summary>
    /// <param name="first">Index of the first.</param>
    /// <param name="items">JSON values, at most <see cref="InsertMax"/>.</param>
    Task InsertItemsAsync(AttemptKey attempt, int first, IReadOnlyList<string> items, CancellationToken cancellationToken);

    /// <summary>Records how many items there are, and publishes it once.</summary>
    Task ExpandAsync(AttemptKey attempt, int count, CancellationToken cancellationToken);

    /// <returns>In their order.</returns>
    Task<IReadOnlyList<MapItem>> ReadItemsAsync(Guid mapTaskId, int first, int count, CancellationToken cancellationToken);

    /// <summary>Cancels items that have not ended, in several transactions.</summary>
    Task CancelItemsAsync(Guid mapTaskId, string reason, CancellationToken cancellationToken);

    /// <summary>Ends the attempt by its items, none of which is open any more: their outputs in order become the node's.</summary>
    /// <param name="count">Items of this attempt; later ones are of an earlier run.</param>
    /// <param name="failuresMax">Items that may have failed.</param>
    Task<AttemptOutcome> EndAsync(AttemptKey attempt, int count, int failuresMax, CancellationToken cancellationToken);
}

/// <summary>Where a map's list comes from.</summary>
/// <param name="Options">JSON: <c>tasks.node_options</c>.</param>
/// <param name="HasSource">A parent has the key that the options name.</param>
public sealed record MapSource(
    string NodeKey, string Options, bool HasSource, string? Text, string? Structured, string? ErrorType, string? ErrorMessage);
