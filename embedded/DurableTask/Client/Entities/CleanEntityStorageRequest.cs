namespace Microsoft.DurableTask.Client.Entities;

public readonly record struct CleanEntityStorageRequest
{
    /// <summary>All that is safe at any time.</summary>
    public static CleanEntityStorageRequest Default => new() { RemoveEmptyEntities = true, ReleaseOrphanedLocks = true };

    /// <summary>Entities without state that nobody has locked.</summary>
    public bool RemoveEmptyEntities { get; init; }

    /// <summary>Locks of orchestrations that live no more.</summary>
    public bool ReleaseOrphanedLocks { get; init; }

    /// <summary>Of the result before, to go on from there.</summary>
    public string? ContinuationToken { get; init; }
}
