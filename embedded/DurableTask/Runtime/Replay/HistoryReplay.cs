using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Replay;

/// <summary>Runs a recorded instance again against the code that is registered now.</summary>
internal static class HistoryReplay
{
    /// <returns>Null when the code asks for what it asked for then, and ends as it ended then; else the first difference.</returns>
    public static string? FindDifference(StoredInstance recorded, OrchestratorHost host)
    {
        var execution = new OrchestrationExecution(recorded.Instance, host);
        return execution.Replay(recorded.Turns) ? null : ((Ended)execution.Outcome!).Failure!.ErrorMessage;
    }
}
