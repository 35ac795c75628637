namespace Orchestrator.Functions.Chains;

/// <summary>
/// Counts what an execution of an orchestrator has written into its history, as the backend that writes most of it does: two marks for a
/// turn, and a turn for each answer. Calls that failed and were repeated are not counted; the limit leaves room for them.
/// </summary>
/// <param name="eventsMax">Null: it is never full.</param>
sealed class HistoryTally(int? eventsMax)
{
    const int Turn = 2;
    int _events;

    public bool IsFull => _events >= eventsMax;

    /// <summary>An activity or a timer: asked for, answered.</summary>
    public void Call() => _events += 2 + Turn;

    /// <summary>An external event that came.</summary>
    public void Received() => _events += 1 + Turn;

    /// <summary>An event that was sent to another instance.</summary>
    public void Sent() => _events++;
}
