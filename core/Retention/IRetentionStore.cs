namespace Orchestrator.Core.Retention;

/// <summary>Deletes finished work.</summary>
public interface IRetentionStore
{
    /// <summary>
    /// One short transaction: of what ended longer than <paramref name="age"/> ago the oldest, about <paramref name="limit"/> tasks.
    /// It waits for nobody for long: what somebody else holds is left for another time.
    /// </summary>
    /// <returns>Null: somebody held what was chosen, and nothing was deleted.</returns>
    Task<PurgedBatch?> PurgeAsync(TimeSpan age, int limit, CancellationToken cancellationToken);
}

/// <param name="Tasks">Those of the chains and maps among them too.</param>
public sealed record PurgedBatch(long Tasks, long Chains, long Events)
{
    /// <summary>Nothing is left that is old enough.</summary>
    public bool IsEmpty => Tasks == 0 && Chains == 0;
}
