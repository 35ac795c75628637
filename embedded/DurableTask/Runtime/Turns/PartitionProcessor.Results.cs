using System.Diagnostics;
using Microsoft.DurableTask.Runtime.Activities;
using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;

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

    /// <summary>True for what the activity dispatcher posts.</summary>
    static bool IsResult(MessageItem item) =>
        item is { InboxId: null, Acknowledge: null, Message: EventMessage { Event: TaskCompleted or TaskFailed } };

    static bool IsResult(Delivery delivery) => delivery is { InboxId: null, Acknowledge: null, Event: TaskCompleted or TaskFailed };

    void Drain(int max = MailMax)
    {
        int known = _items.Count;
        _mail.TakeInto(_items, max);
        for (int i = known; i < _items.Count; i++)
        {
            if (_items[i] is MessageItem message && IsResult(message)) _uncommittedResults++;
        }
    }

    /// <summary>
    /// Results of short activities come in a stream. Taken as they come they make many small commits, and a commit costs by the statement, not
    /// by the row: so while the stream flows it is waited for, though not for longer than a commit takes.
    /// </summary>
    void GatherResults()
    {
        // Where none is left to run, none will come.
        if (_uncommittedResults == 0 || _uncommittedResults >= _openActivities) return;
        long begun = Stopwatch.GetTimestamp();
        int before;
        do
        {
            before = _items.Count;
            Thread.SpinWait(GatherSpins);
            Drain();
        }
        while (_items.Count > before && Stopwatch.GetElapsedTime(begun) < GatherTime);
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
