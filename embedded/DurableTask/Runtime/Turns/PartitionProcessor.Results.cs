using Microsoft.DurableTask.Runtime.History;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Turns;

/// <summary>
/// Activities whose result has arrived and is not committed: while there are many, no others begin, so that a crash makes few of them run
/// again.
/// </summary>
internal sealed partial class PartitionProcessor
{
    int _uncommittedResults;

    /// <summary>True for what the activity dispatcher posts.</summary>
    static bool IsResult(MessageItem item) =>
        item is { InboxId: null, Acknowledge: null, Message: EventMessage { Event: TaskCompleted or TaskFailed } };

    static bool IsResult(Delivery delivery) => delivery is { InboxId: null, Acknowledge: null, Event: TaskCompleted or TaskFailed };

    void Take(MailItem item)
    {
        _items.Add(item);
        if (item is MessageItem message && IsResult(message)) _uncommittedResults++;
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
        _surroundings.Settled(results);
    }

    /// <summary>Nothing is left to take, run or commit, or this ownership is over: whatever became of them, no result is held any more.</summary>
    void SettleAllResults() => SettleResults(_uncommittedResults);
}
