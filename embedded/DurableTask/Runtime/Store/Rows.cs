using Microsoft.DurableTask.Runtime.History;

namespace Microsoft.DurableTask.Runtime.Store;

/// <summary>A hub as the store knows it.</summary>
internal sealed record HubInfo(string Name, int Partitions);

/// <param name="Owner">Null when free or expired.</param>
internal sealed record PartitionInfo(int Partition, string? Owner);

/// <summary>The right to write a partition, for as long as nobody takes a higher epoch.</summary>
internal sealed record PartitionLease(int Partition, long Epoch, string Owner);

/// <summary>The way back of a sub-orchestration or an entity's operation: the exact execution of the caller and the number of the call in it.</summary>
internal sealed record ParentLink(string InstanceId, string Name, long Id, int Execution, int TaskId)
{
    /// <summary>False for an entity, which starts orchestrations and does not wait for them.</summary>
    public bool AwaitsResult => InstanceId is not ['@', ..];
}

/// <summary>What an instance was started with (or continued as new with, then <see cref="Execution"/> counts).</summary>
/// <param name="Id">Unique in the store and never reused; 0 until given.</param>
internal sealed record InstanceRow(
    long Id,
    string InstanceId,
    int Execution,
    string Name,
    string? Version,
    string? Input,
    IReadOnlyDictionary<string, string>? Tags,
    ParentLink? Parent,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartAt);

/// <summary>One turn: the events as <see cref="HistoryWriter"/> writes them.</summary>
/// <param name="Turn">Counts from 0 over the instance's whole life; the key that refuses a second owner's turn.</param>
/// <param name="CustomStatus">Serialized; null when the turn did not change it.</param>
/// <param name="Payloads">What <paramref name="Events"/> refer to instead of holding it, by hash; null when they hold all.</param>
internal sealed record TurnRow(
    int Turn, DateTimeOffset At, InstanceStatus Status, string? CustomStatus, byte[] Events, IReadOnlyDictionary<string, string>? Payloads = null)
{
    /// <summary>With the payloads.</summary>
    public long Bytes => Events.Length + (Payloads is null ? 0 : Payloads.Values.Sum(p => (long)p.Length));
}

/// <param name="From">The first turn that goes.</param>
/// <param name="Changed">Turns before it that lose events.</param>
internal sealed record RewoundHistory(int From, IReadOnlyList<TurnRow> Changed);

internal sealed record ResultRow(InstanceStatus Status, string? Output, Failure? Failure, DateTimeOffset At);

/// <summary>A live instance with its turns in order.</summary>
internal sealed record StoredInstance(InstanceRow Instance, IReadOnlyList<TurnRow> Turns, ResultRow? Result = null);

internal sealed record ExistingInstance(long Id, InstanceStatus Status);

/// <summary>What clients see of an instance.</summary>
internal sealed record InstanceState(
    InstanceRow Instance, InstanceStatus Status, string? CustomStatus, string? Output, Failure? Failure, DateTimeOffset LastUpdatedAt);

/// <param name="After">The last instance id of the page before.</param>
internal sealed record InstanceQuery(
    int PageSize,
    string? After = null,
    string? Prefix = null,
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    DateTimeOffset? CompletedFrom = null,
    DateTimeOffset? CompletedTo = null,
    IReadOnlyCollection<InstanceStatus>? Statuses = null,
    bool WithPayloads = false);

/// <param name="Partition">The partition with new messages, or null: some instances have ended.</param>
internal sealed record Wakeup(int? Partition);

/// <summary>Instance ids come in blocks, so that a turn needs no round trip for them.</summary>
internal static class InstanceIds
{
    public const int BlockSize = 1000;
}
