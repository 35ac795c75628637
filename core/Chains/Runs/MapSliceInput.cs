namespace Orchestrator.Core.Chains.Runs;

/// <summary>
/// Input of the <c>RunMapSlice</c> orchestrator, instance <c>map-{MapTaskId}-{Run}-{First}</c>: runs consecutive items of a map node, so
/// that the history of none of them grows with the map.
/// </summary>
/// <param name="Run">Of the map node.</param>
/// <param name="First">Index of the first item.</param>
/// <param name="Width">Items at a time.</param>
/// <param name="FailuresMax">After more failures than these nothing more is started.</param>
public sealed record MapSliceInput(Guid MapTaskId, int Run, int First, int Count, int Width, int FailuresMax)
{
    /// <summary>Name of the orchestrator, the same in every host.</summary>
    public const string Orchestrator = "RunMapSlice";

    /// <summary>External event, <see cref="NodeSteering"/>, of a map's run and of its slices.</summary>
    public const string SteeringEvent = "steering";

    /// <summary>Items of a slice at most.</summary>
    public const int Size = 200;

    public string InstanceId => $"map-{MapTaskId:D}-{Run}-{First}";
}

/// <summary>What becomes of a map that is under way.</summary>
public sealed record NodeSteering(NodeCourse Course, string? Reason = null);

public enum NodeCourse
{
    /// <summary>As it was before it was held.</summary>
    Go,

    /// <summary>Nothing more starts until <see cref="Go"/>.</summary>
    Hold,

    /// <summary>Nothing more starts; what runs may finish.</summary>
    Stop,

    /// <summary>Nothing more starts, and what runs is cancelled.</summary>
    Cancel,
}
