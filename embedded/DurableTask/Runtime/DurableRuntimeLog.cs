using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Runtime;

/// <summary>5000-5099 ownership, 5100-5199 turns, 5200-5299 activities, 5300-5399 entities.</summary>
internal static partial class DurableRuntimeLog
{
    [LoggerMessage(5001, LogLevel.Information, "Hub {Hub}: {Owner} owns partition {Partition}, epoch {Epoch}: {Live} live instances")]
    public static partial void PartitionOwned(ILogger logger, string hub, string owner, int partition, long epoch, int live);

    [LoggerMessage(5002, LogLevel.Information, "Partition {Partition}: epoch {Epoch} released")]
    public static partial void PartitionReleased(ILogger logger, int partition, long epoch);

    [LoggerMessage(5003, LogLevel.Warning, "Partition {Partition}: epoch {Epoch} ended, the partition is to be recovered")]
    public static partial void PartitionFaulted(ILogger logger, Exception error, int partition, long epoch);

    [LoggerMessage(5004, LogLevel.Warning, "Hub {Hub}: leases could not be looked after; to be tried every {Delay}")]
    public static partial void LeaseRoundFailed(ILogger logger, Exception error, string hub, TimeSpan delay);

    [LoggerMessage(5005, LogLevel.Error, "Hub {Hub} could not be opened; to be tried every {Delay}")]
    public static partial void OpenFailed(ILogger logger, Exception error, string hub, TimeSpan delay);

    [LoggerMessage(5006, LogLevel.Information, "Hub {Hub}: leases are looked after again")]
    public static partial void LeaseRoundResumed(ILogger logger, string hub);

    [LoggerMessage(5007, LogLevel.Warning, "Instance {InstanceId} cannot be looked at by a client that waits for it; it goes on waiting")]
    public static partial void WaitDelayed(ILogger logger, Exception error, string instanceId);

    [LoggerMessage(5008, LogLevel.Information, "Hub {Hub} is open, after {Attempts} tries")]
    public static partial void OpenResumed(ILogger logger, string hub, int attempts);

    [LoggerMessage(5009, LogLevel.Warning, "Hub {Hub}: hints from other processes cannot be listened to; polling finds what they tell, later")]
    public static partial void ListeningFailed(ILogger logger, Exception error, string hub);

    [LoggerMessage(5010, LogLevel.Warning, "Partition {Partition}: epoch {Epoch} could not be released; it runs out by itself")]
    public static partial void ReleaseFailed(ILogger logger, Exception error, int partition, long epoch);

    [LoggerMessage(5101, LogLevel.Warning, "Partition {Partition}: a commit of {Turns} turns is delayed until the store takes it")]
    public static partial void CommitDelayed(ILogger logger, Exception error, int partition, int turns);

    [LoggerMessage(5107, LogLevel.Information, "Partition {Partition}: the delayed commit of {Turns} turns was taken at try {Attempt}")]
    public static partial void CommitResumed(ILogger logger, int partition, int turns, int attempt);

    [LoggerMessage(5102, LogLevel.Warning, "Partition {Partition}: the store refused a turn of instance {InstanceId}")]
    public static partial void TurnRefused(ILogger logger, Exception error, int partition, string instanceId);

    [LoggerMessage(5103, LogLevel.Error, "Instance {InstanceId}: a message was put aside after {Failures} failed turns (see durable.poison)")]
    public static partial void MessagePutAside(ILogger logger, Exception error, string instanceId, int failures);

    [LoggerMessage(5104, LogLevel.Warning, "Instance {InstanceId}: turn failed, to be tried again")]
    public static partial void TurnFailed(ILogger logger, Exception error, string instanceId);

    [LoggerMessage(5105, LogLevel.Error, "Instance {InstanceId}: {Difference}")]
    public static partial void NonDeterministic(ILogger logger, string instanceId, string difference);

    [LoggerMessage(5106, LogLevel.Information, "Instance {InstanceId} ({Name}) failed: {ErrorType}")]
    public static partial void InstanceFailed(ILogger logger, string instanceId, string name, string errorType);

    [LoggerMessage(5108, LogLevel.Warning, "Instance {InstanceId} ({Name}) waits for a worker of another version: {Mismatch}")]
    public static partial void InstanceLeft(ILogger logger, string instanceId, string name, string mismatch);

    [LoggerMessage(5109, LogLevel.Information, "Instance {InstanceId} ({Name}) is rewound: {Failures} failures are taken back")]
    public static partial void InstanceRewound(ILogger logger, string instanceId, string name, int failures);

    [LoggerMessage(5115, LogLevel.Warning, "The properties of the failure of instance {InstanceId} could not be had")]
    public static partial void InstancePropertiesFailed(ILogger logger, Exception error, string instanceId);

    [LoggerMessage(5110, LogLevel.Error, "Instance {InstanceId}: its stored turns cannot be read; it stands still, its messages are put aside")]
    public static partial void InstanceUnreadable(ILogger logger, Exception error, string instanceId);

    [LoggerMessage(5111, LogLevel.Warning, "Partition {Partition}: the store cannot be read from; tried until it answers")]
    public static partial void ReadDelayed(ILogger logger, Exception error, int partition);

    [LoggerMessage(5112, LogLevel.Information, "Partition {Partition}: the store was read from at try {Attempt}")]
    public static partial void ReadResumed(ILogger logger, int partition, int attempt);

    [LoggerMessage(5120, LogLevel.Warning, "Partition {Partition}: which instances live could not be noted; recovery looks at more than it need")]
    public static partial void CheckpointFailed(ILogger logger, Exception error, int partition);

    [LoggerMessage(5201, LogLevel.Warning, "Activity {Activity} (#{TaskId}) of instance {InstanceId} failed")]
    public static partial void ActivityFailed(ILogger logger, Exception error, string activity, int taskId, string instanceId);

    [LoggerMessage(5202, LogLevel.Information, "Activity {Activity} (#{TaskId}) of instance {InstanceId} was interrupted by the host's end ({ErrorType}); it runs again")]
    public static partial void ActivityInterrupted(ILogger logger, string activity, int taskId, string instanceId, string errorType);

    [LoggerMessage(5203, LogLevel.Warning, "{Count} activities still run as the host's time to stop is up; they run again")]
    public static partial void ActivitiesAbandoned(ILogger logger, int count);

    [LoggerMessage(5205, LogLevel.Warning, "Activity {Activity} (#{TaskId}) of instance {InstanceId} waits for a worker of another version: {Mismatch}")]
    public static partial void ActivityLeft(ILogger logger, string activity, int taskId, string instanceId, string mismatch);

    [LoggerMessage(5204, LogLevel.Warning, "The properties of the failure of activity {Activity} (#{TaskId}) of instance {InstanceId} could not be had")]
    public static partial void PropertiesFailed(ILogger logger, Exception error, string activity, int taskId, string instanceId);

    [LoggerMessage(5301, LogLevel.Warning, "Operation {Operation} of entity {EntityId} failed; what it did is taken back")]
    public static partial void EntityOperationFailed(ILogger logger, Exception error, string operation, string entityId);

    [LoggerMessage(5302, LogLevel.Warning, "Entity {EntityId} could not be made, {Operations} operations failed: {Reason}")]
    public static partial void EntityNotCreated(ILogger logger, string entityId, int operations, string reason);

    [LoggerMessage(5303, LogLevel.Warning, "The properties of the failure of operation {Operation} of entity {EntityId} could not be had")]
    public static partial void EntityPropertiesFailed(ILogger logger, Exception error, string operation, string entityId);

    [LoggerMessage(5304, LogLevel.Warning, "The services of entity {EntityId} could not be made or disposed; {Operations} operations count")]
    public static partial void EntityServicesFailed(ILogger logger, Exception error, string entityId, int operations);

    [LoggerMessage(5305, LogLevel.Warning, "Operations of {Count} entities still run as the host's time to stop is up; they run again")]
    public static partial void EntitiesAbandoned(ILogger logger, int count);
}
