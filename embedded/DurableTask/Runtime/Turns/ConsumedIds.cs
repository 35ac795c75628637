namespace Microsoft.DurableTask.Runtime.Turns;

/// <summary>
/// Which stored messages are in a turn or were lately. A message reaches a partition twice: handed over in memory by its sender, and
/// read from the inbox by a query that may have begun before its deletion; the second is known by its id.
/// </summary>
internal sealed class ConsumedIds
{
    const int Remembered = 100_000;
    readonly HashSet<Guid> _known = [];
    readonly Queue<Guid> _consumed = new();

    /// <returns>False when the message is known already.</returns>
    public bool TryTake(Guid id) => _known.Add(id);

    /// <summary>The message is still stored, and the next read shall bring it again.</summary>
    public void Release(Guid id) => _known.Remove(id);

    /// <summary>The message is deleted; its id is remembered for as long as an older read may still show it.</summary>
    public void Consumed(Guid id)
    {
        _consumed.Enqueue(id);
        if (_consumed.Count > Remembered) _known.Remove(_consumed.Dequeue());
    }
}
