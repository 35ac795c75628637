namespace Microsoft.DurableTask.Client.Entities;

public readonly record struct CleanEntityStorageResult
{
    public int EmptyEntitiesRemoved { get; init; }

    public int OrphanedLocksReleased { get; init; }

    /// <summary>Null: all entities were looked at.</summary>
    public string? ContinuationToken { get; init; }
}
