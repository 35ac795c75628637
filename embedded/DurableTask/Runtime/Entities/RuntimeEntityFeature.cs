using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask.Entities;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Replay;

namespace Microsoft.DurableTask.Runtime.Entities;

/// <summary>What an orchestrator asks of entities, as numbered actions of its execution.</summary>
internal sealed class RuntimeEntityFeature(OrchestrationExecution execution) : TaskOrchestrationEntityFeature
{
    DataConverter Converter => execution.Host.Converter;

    public override async Task<TResult> CallEntityAsync<TResult>(
        EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null) =>
        Converter.Deserialize<TResult>(await CallAsync(id, operationName, input))!;

    public override Task CallEntityAsync(
        EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null) =>
        CallAsync(id, operationName, input);

    public override Task SignalEntityAsync(
        EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null)
    {
        string entity = Check(id, operationName);
        execution.Section.EnsureMaySignal(entity);
        string? serialized = Converter.Serialize(input);
        DateTime? time = options?.SignalTime?.UtcDateTime;
        execution.Act(new EntityOperationSignaled(execution.TakeEventId(), entity, operationName, serialized, time));
        return Task.CompletedTask;
    }

    public override async Task<IAsyncDisposable> LockEntitiesAsync(IEnumerable<EntityInstanceId> entityIds)
    {
        ArgumentNullException.ThrowIfNull(entityIds);
        // One order for all callers: whoever has a lock waits only for later ones.
        string[] lockSet = [.. entityIds.Select(EntityIdText.Check).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (lockSet.Length == 0) throw new ArgumentException("The list of entities to lock must not be empty.", nameof(entityIds));
        execution.Section.EnsureMayEnter();
        OpenCall call = execution.Open(new EntityLockRequested(execution.TakeEventId(), lockSet));
        execution.Section.Enter(call.Action.EventId, lockSet);
        await call.Task;
        return new Releaser(execution, call.Action.EventId);
    }

    public override bool InCriticalSection([NotNullWhen(true)] out IReadOnlyList<EntityInstanceId>? entityIds)
    {
        entityIds = [.. execution.Section.Available.Select(EntityInstanceId.FromString)];
        return execution.Section.IsEntered;
    }

    async Task<string?> CallAsync(EntityInstanceId id, string operationName, object? input)
    {
        string entity = Check(id, operationName);
        string? serialized = Converter.Serialize(input);
        execution.EnsureOwnThread();
        int? section = execution.Section.BeginCall(entity);
        try
        {
            return await execution.Open(new EntityOperationCalled(execution.TakeEventId(), entity, operationName, serialized)).Task;
        }
        finally
        {
            execution.Section.EndCall(entity, section);
        }
    }

    static string Check(EntityInstanceId id, string operationName)
    {
        ArgumentException.ThrowIfNullOrEmpty(operationName);
        return EntityIdText.Check(id);
    }

    /// <summary>Unlocks once; a later section of the same execution is not its own.</summary>
    sealed class Releaser(OrchestrationExecution execution, int lockId) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            if (!execution.Section.IsIn(lockId)) return default;
            execution.EnsureOwnThread();
            foreach (string id in execution.Section.Leave(out _)) execution.Act(new EntityUnlockSent(execution.TakeEventId(), id, lockId));
            return default;
        }
    }
}
