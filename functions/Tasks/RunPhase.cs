using System.Text.Json.Serialization;

namespace Orchestrator.Functions.Tasks;

/// <summary>Where a run is; the last five are its ends.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunPhase>))]
public enum RunPhase
{
    Planning,
    WaitingForExecuteAfter,
    Running,
    Sleeping,
    WaitingForBackoff,
    Completed,
    Failed,
    Cancelled,
    TimedOut,

    /// <summary>The task had ended elsewhere, or belonged to another run.</summary>
    Stopped,
}
