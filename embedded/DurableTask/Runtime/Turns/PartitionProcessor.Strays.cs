namespace Microsoft.DurableTask.Runtime.Turns;

/// <summary>
/// Messages that were handed over in memory and found nobody. They may have overtaken a start that another process put into the inbox and
/// that is not read yet: they are looked at again behind the next read, and only then have come for nothing.
/// </summary>
internal sealed partial class PartitionProcessor
{
    readonly Queue<(MessageItem Item, long After)> _strays = new();
    long _inboxReads;

    void AwaitStart(MessageItem item)
    {
        _strays.Enqueue((item with { IsInOrder = true }, _inboxReads));
        Post(TickItem.Inbox);
    }

    /// <summary>Adds those that came before the read began, behind what it found.</summary>
    void TakeStrays(long read, List<MailItem> fresh)
    {
        while (_strays.TryPeek(out (MessageItem Item, long After) stray) && stray.After < read)
        {
            fresh.Add(stray.Item);
            _strays.Dequeue();
        }
    }
}
