using Microsoft.DurableTask.Entities;
using Microsoft.DurableTask.Runtime.Clients;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Entities;

/// <summary>Collects what operations send; it goes out with the batch's commit.</summary>
internal sealed class RuntimeEntityContext(EntityInstanceId id, DataConverter converter, RuntimeEnvironment environment) : TaskEntityContext
{
    readonly List<Message> _effects = [];
    int _kept;

    public override EntityInstanceId Id => id;

    public IReadOnlyList<Message> Effects => _effects;

    public override void SignalEntity(EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(operationName);
        _effects.Add(new OperationRequest(
            EntityIdText.Check(id), operationName, converter.Serialize(input), Caller: null, options?.SignalTime?.UtcDateTime));
    }

    public override string ScheduleNewOrchestration(TaskName name, object? input = null, StartOrchestrationOptions? options = null)
    {
        if (string.IsNullOrEmpty(name.Name)) throw new ArgumentException("The orchestrator needs a name.", nameof(name));
        bool isFreshId = string.IsNullOrEmpty(options?.InstanceId);
        string instanceId = isFreshId ? environment.NewId().ToString("N") : InstanceIdText.Check(options!.InstanceId!);
        string? version = options?.Version is { Version: { Length: > 0 } chosen } ? chosen : null;
        var row = new InstanceRow(
            Id: 0,
            instanceId,
            Execution: 0,
            name.Name,
            version,
            converter.Serialize(input),
            Tags: null,
            new ParentLink(Id.ToString(), Id.Name, Id: 0, Execution: 0, TaskId: 0),
            environment.Time.GetUtcNow(),
            options?.StartAt);
        _effects.Add(new StartMessage(row, StartMessage.LiveStatuses, isFreshId));
        return instanceId;
    }

    public void Keep() => _kept = _effects.Count;

    public void TakeBack() => _effects.RemoveRange(_kept, _effects.Count - _kept);
}
