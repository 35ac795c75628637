using Microsoft.DurableTask.Runtime.History;

namespace Microsoft.DurableTask.Runtime.Store;

/// <summary>
/// Where a hub's state lives. Two kinds of callers: the owner of a partition (lease, load, commit, inbox), whose writes carry
/// the lease's epoch and are refused once another process owns the partition; and clients in any process (start, send, find,
/// query, purge), who write what the owner then picks up. Every implementation passes the same conformance suite.
/// </summary>
internal interface IDurableStore : IAsyncDisposable
{
    /// <summary>What concerns entities alone; their state is written by <see cref="CommitAsync"/>, as everything is.</summary>
    IEntityStore Entities { get; }

    /// <summary>Finds the hub, or creates it with <paramref name="partitions"/> partitions: a hub keeps the number it began with.</summary>
    /// <exception cref="HubSchemaMissingException">The database lacks the schema and this account may not create it.</exception>
    Task<HubInfo> OpenAsync(string hubName, int partitions, CancellationToken cancellationToken);

    /// <summary>Says that <paramref name="owner"/> lives for another <paramref name="duration"/>.</summary>
    /// <returns>How many owners live now, this one included: a fair share of the partitions is counted from it.</returns>
    Task<int> HeartbeatAsync(string owner, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>The partitions and who holds them by the store's clock.</summary>
    Task<IReadOnlyList<PartitionInfo>> ListPartitionsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Takes a partition that is free, expired or already this owner's, under a new epoch. Waits for a commit of the old epoch
    /// that is on its way, so what is read afterwards is all there will be.
    /// </summary>
    /// <returns>Null when another owner holds it.</returns>
    Task<PartitionLease?> TryAcquireAsync(int partition, string owner, TimeSpan duration, CancellationToken cancellationToken);

    /// <returns>False when the epoch has passed to another owner.</returns>
    Task<bool> RenewAsync(PartitionLease lease, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Frees the partition if the lease still stands.</summary>
    Task ReleaseAsync(PartitionLease lease, CancellationToken cancellationToken);

    /// <summary>Reads every instance of the partition that has no result yet, with its turns, one after the other: all of them may not fit into memory.</summary>
    IAsyncEnumerable<StoredInstance> LoadLiveAsync(PartitionLease lease, CancellationToken cancellationToken);

    /// <summary>Reads those of <paramref name="instances"/> that have no result, with their turns.</summary>
    IAsyncEnumerable<StoredInstance> LoadAsync(PartitionLease lease, IReadOnlyList<long> instances, CancellationToken cancellationToken);

    /// <summary>
    /// Notes which instances with ids below <paramref name="below"/> live, so that <see cref="LoadLiveAsync"/> need not look at those that
    /// have ended.
    /// </summary>
    /// <param name="below">No id below it is still to be committed by this owner.</param>
    Task CheckpointLiveAsync(PartitionLease lease, long below, CancellationToken cancellationToken);

    /// <summary>Reserves a block of instance ids.</summary>
    /// <returns>The first of <see cref="InstanceIds.BlockSize"/> ids.</returns>
    Task<long> ReserveIdsAsync(CancellationToken cancellationToken);

    /// <summary>Writes all turns in one transaction, or none.</summary>
    /// <exception cref="LeaseLostException">The epoch has passed; nothing was written.</exception>
    /// <exception cref="CommitRefusedException">Nothing was written: some turn holds what the store refuses, or it is to be tried again.</exception>
    /// <exception cref="CommitUnknownException">The connection broke: written or not, nobody knows. Acquire again and load.</exception>
    Task CommitAsync(PartitionLease lease, IReadOnlyList<TurnCommit> turns, CancellationToken cancellationToken);

    /// <summary>Reads all messages that wait for the partition, in the order of arrival. They stay until a turn consumes them.</summary>
    Task<IReadOnlyList<InboxMessage>> ReadInboxAsync(PartitionLease lease, CancellationToken cancellationToken);

    /// <summary>Puts messages into the inboxes of their instances' partitions.</summary>
    Task SendAsync(IReadOnlyList<Message> messages, CancellationToken cancellationToken);

    /// <summary>
    /// Creates an instance for its partition's owner to begin. A finished instance of the same id makes way unless its status is
    /// among <paramref name="dedupe"/>; a live one never does.
    /// </summary>
    /// <returns>Null when created, else the status of the instance that is in the way.</returns>
    Task<InstanceStatus?> CreateAsync(InstanceRow instance, IReadOnlyCollection<InstanceStatus> dedupe, CancellationToken cancellationToken);

    /// <summary>Which of <paramref name="instanceIds"/> exist, and in which state.</summary>
    Task<IReadOnlyDictionary<string, ExistingInstance>> FindExistingAsync(
        IReadOnlyList<string> instanceIds, CancellationToken cancellationToken);

    Task<InstanceState?> FindAsync(string instanceId, bool withPayloads, CancellationToken cancellationToken);

    /// <summary>The page of instances that match, in the order of their ids.</summary>
    Task<IReadOnlyList<InstanceState>> QueryAsync(InstanceQuery query, CancellationToken cancellationToken);

    /// <summary>The instance's row and its turns in order, or null.</summary>
    Task<StoredInstance?> ReadHistoryAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>Deletes finished instances by id; those that live or do not exist are passed over.</summary>
    /// <returns>The number deleted.</returns>
    Task<int> PurgeAsync(IReadOnlyList<string> instanceIds, CancellationToken cancellationToken);

    /// <summary>Tells other processes to look: a hint, throttled, that may be lost.</summary>
    Task NotifyAsync(Wakeup wakeup, CancellationToken cancellationToken);

    /// <summary>Hands hints to <paramref name="receive"/> until cancelled. Reconnects by itself; hints sent meanwhile are lost.</summary>
    Task ListenAsync(Action<Wakeup> receive, CancellationToken cancellationToken);
}
