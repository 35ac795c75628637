namespace Microsoft.DurableTask.Runtime.Hosting;

/// <summary>
/// How the embedded runtime runs. From <c>ORCHESTRATOR_DB</c> and, of host.json, <c>extensions:durableTask</c>: <c>hubName</c>,
/// <c>maxConcurrentActivityFunctions</c>, <c>maxConcurrentOrchestratorFunctions</c> and, as <c>storageProvider:partitionCount</c>, the partitions of a new hub.
/// </summary>
internal sealed class DurableRuntimeOptions
{
    public string HubName { get; set; } = "TaskHub";

    /// <summary>Of the PostgreSQL database. Null: the state lives in memory and ends with the process.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Of a hub that does not exist yet; an existing one keeps its number.</summary>
    public int Partitions { get; set; } = 1;

    /// <summary>Activities that run at once in this process.</summary>
    public int MaxConcurrentActivities { get; set; } = 10 * Environment.ProcessorCount;

    /// <summary>Orchestrators of a partition whose turn runs or is being committed at once. Unlimited unless it is set: they cost little.</summary>
    public int MaxConcurrentOrchestrators { get; set; } = int.MaxValue;

    /// <summary>
    /// Activities of this process that have begun and whose result is not committed yet. After a kill at most so many run again; more
    /// make larger commits. At least <see cref="MaxConcurrentActivities"/> are allowed, and a twentieth of those that are open.
    /// </summary>
    public int UncommittedActivitiesMax { get; set; } = 96;

    /// <summary>How long a partition stays with a process that says nothing; it renews after a third.</summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often inboxes and leases are looked at when nobody hints.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Commits at once per partition. Two hide an fsync of 0.1 ms; slow disks want four.</summary>
    public int CommitsInFlight { get; set; } = 2;

    /// <summary>Below so many turns, a commit with none in flight is awaited in the loop.</summary>
    public int InlineCommitTurns { get; set; } = 200;

    public int CommitTurnsMax { get; set; } = 4_000;

    public long CommitBytesMax { get; set; } = 16 << 20;

    /// <summary>Turns that may fail on one message before it is put aside.</summary>
    public int DeliveriesMax { get; set; } = 5;

    /// <summary>Orchestrators kept in memory between turns; the others are replayed when a message comes.</summary>
    public int CachedExecutionsMax { get; set; } = 40_000;

    /// <summary>The same limit by an estimate of bytes: history, buffered events, input.</summary>
    public long CachedExecutionBytesMax { get; set; } = 256 << 20;

    /// <summary>Histories of parked instances that are being read at once, in bytes; one that is longer is read alone.</summary>
    public long LoadBytesMax { get; set; } = 32 << 20;

    /// <summary>
    /// Instances that end before the store notes anew which ones live, at least: recovery looks at no more finished ones than that, or
    /// than live ones if those are more.
    /// </summary>
    public int CheckpointEndedMin { get; set; } = 20_000;

    /// <summary>Operations of an entity that run as one batch, and are committed together.</summary>
    public int EntityOperationsMax { get; set; } = 1_000;

    /// <summary>A batch of operations begins no other one after this time: callers need not wait for slow ones behind their own.</summary>
    public TimeSpan EntityBatchTime { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Entities kept in memory while idle; the others are read when a message comes.</summary>
    public int CachedEntitiesMax { get; set; } = 10_000;

    /// <summary>Of the states of the entities in memory, in UTF-16 units.</summary>
    public long CachedEntityCharsMax { get; set; } = 32 << 20;

    /// <summary>Stored turns that recovery keeps for the first replay, in bytes; the rest is read again when needed.</summary>
    public long RecoveredHistoryBytesMax { get; set; } = 256 << 20;

    /// <summary>Called on the partition's loop after a turn is committed: tests compare the instance with a replay.</summary>
    public Action<Turns.InstanceRuntime>? TurnCommitted { get; set; }

    /// <summary>A name that no other process bears, and that this one keeps while it lives.</summary>
    public string Owner { get; set; } = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}";
}
