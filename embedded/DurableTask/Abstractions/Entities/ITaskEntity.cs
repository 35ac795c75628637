namespace Microsoft.DurableTask.Entities;

/// <summary>
/// The code of an entity. Its operations run one at a time, in the order of arrival; unlike an orchestrator it may do I/O and is never
/// replayed. An operation may run again after a crash, its effects are kept once.
/// </summary>
public interface ITaskEntity
{
    /// <summary>Runs one operation. What it throws undoes the operation's change of state, its signals and its starts.</summary>
    /// <returns>What a caller gets; a signal's is dropped.</returns>
    ValueTask<object?> RunAsync(TaskEntityOperation operation);
}
