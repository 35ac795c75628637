namespace Orchestrator.Core.Tasks;

/// <summary>Another task, as far as it takes to name it.</summary>
/// <param name="NodeKey">Null: it is in no chain, or was given none.</param>
public sealed record TaskReference(Guid TaskId, string? NodeKey, string Name, TaskRecordStatus Status)
{
    /// <summary>Short name for people, within the chain: <c>summarize</c>.</summary>
    public string Label => NodeKey ?? Name;
}
