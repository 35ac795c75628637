using Microsoft.DurableTask.Runtime.Activities;
using Microsoft.DurableTask.Runtime.History;

namespace Microsoft.DurableTask.Runtime.Turns;

/// <summary>
/// Activities whose result has arrived and is not committed: while there are many, no others begin, so that a crash makes few of them run
/// again.
/// </summary>
internal sealed partial class PartitionProcessor
{
    /// <summary>In turns of <see cref="Thread.SpinWait"/>: some 15 microseconds, longer than a short activity takes.</summary>
    const int GatherSpins = 400;
    static readonly TimeSpan GatherTime = TimeSpan.FromMicroseconds(400);
    int _uncommittedResults;
    int _openActivities;

    static bool IsResult(Delivery delivery) => delivery is { InboxId: null, Acknowledge: null, Event: TaskCompleted or TaskFailed };

    void Drain(int max = MailMax)
    {
        int known = _items.Count;
        _mail.TakeInto(_items, max);
        for (int i = known; i < _items.Count; i++)
        {
            if (_items[i] is ActivityEndedItem) _uncommittedResults++;
        }
    }

    /// <summary>
    /// Results of short activities come in a stream. Committed as they come they would make many small commits, and a commit costs by the
    /// statement, not by the row: so while the stream flows it is waited for, though not for longer than a commit takes. Meanwhile those
    /// turns run for which nothing more can come.
    /// </summary>
    void RunWhileResultsCome(List<TurnWork> group, int turnsMax)
    {
        // Where none is left to run, none will come.
        if (_uncommittedResults == 0 || _uncommittedResults >= _openActivities) return;
        long begun = _environment.Time.GetTimestamp();
        do
        {
            for (int left = _ready.Count; left > 0 && HasRoom(group, turnsMax); left--)
            {
                InstanceRuntime instance = _ready.Dequeue();
                if (instance.IsAnswered) RunTurn(instance, group);
                else _ready.Enqueue(instance);
            }

            if (TakeResults()) continue;
            Thread.SpinWait(GatherSpins);
            if (!TakeResults()) return;
        }
        while (HasRoom(group, turnsMax) && _environment.Time.GetElapsedTime(begun) < GatherTime);
    }

    /// <returns>False when none has arrived, or something else comes first that the loop must look at.</returns>
    bool TakeResults()
    {
        Drain();
        int results = 0;
        while (results < _items.Count && _items[results] is ActivityEndedItem ended)
        {
            Take(ended);
            results++;
        }

        _items.RemoveRange(0, results);
        return results > 0;
    }

    void Take(ActivityEndedItem ended)
    {
        if (!ended.Call.IsWanted)
        {
            SettleResults(1);
            return;
        }

        ended.Call.Instance.Pending.Add(new Delivery(ended.Result));
        Enqueue(ended.Call.Instance);
    }

    void Dispatch(ActivityCall call)
    {
        _openActivities++;
        _surroundings.Dispatch(call, this);
    }

    void SettleResults(IReadOnlyList<Delivery> deliveries)
    {
        int results = 0;
        for (int i = 0; i < deliveries.Count; i++)
        {
            if (IsResult(deliveries[i])) results++;
        }

        SettleResults(results);
    }

    /// <summary>
    /// Told only of as many as arrived: some results are made here, in place of one that could not be stored.
    /// </summary>
    void SettleResults(int results)
    {
        results = Math.Min(results, _uncommittedResults);
        if (results == 0) return;
        _uncommittedResults -= results;
        _openActivities -= results;
        _surroundings.Settled(results);
    }

    /// <summary>Nothing is left to take, run or commit, or this ownership is over: whatever became of them, no result is held any more.</summary>
    void SettleAllResults() => SettleResults(_uncommittedResults);
}
