namespace Microsoft.DurableTask.Entities;

/// <summary>What an operation may do to the outside. It becomes visible with the operation's state, in one commit, or not at all.</summary>
public abstract class TaskEntityContext
{
    public abstract EntityInstanceId Id { get; }

    public virtual void SignalEntity(EntityInstanceId id, string operationName, SignalEntityOptions options)
        => SignalEntity(id, operationName, null, options);

    /// <summary>Sends an operation whose result nobody waits for, to another entity or to this one.</summary>
    public abstract void SignalEntity(EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null);

    public virtual string ScheduleNewOrchestration(TaskName name, StartOrchestrationOptions options)
        => ScheduleNewOrchestration(name, null, options);

    /// <returns>The instance id, drawn where the options have none.</returns>
    public abstract string ScheduleNewOrchestration(TaskName name, object? input = null, StartOrchestrationOptions? options = null);
}
