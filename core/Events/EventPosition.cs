using System.Globalization;

namespace Orchestrator.Core.Events;

/// <summary>
/// An event's place among all events: its transaction and its id, ordered by both. An id alone would lose the events of
/// a transaction that commits late. Clients see it as an opaque text.
/// </summary>
public readonly record struct EventPosition(ulong Transaction, long EventId) : IComparable<EventPosition>
{
    public static EventPosition Start => default;

    public static bool operator <(EventPosition left, EventPosition right) => left.CompareTo(right) < 0;

    public static bool operator >(EventPosition left, EventPosition right) => left.CompareTo(right) > 0;

    public static bool operator <=(EventPosition left, EventPosition right) => left.CompareTo(right) <= 0;

    public static bool operator >=(EventPosition left, EventPosition right) => left.CompareTo(right) >= 0;

    /// <returns>False when <paramref name="text"/> was not made by <see cref="ToString"/>.</returns>
    public static bool TryParse(string text, out EventPosition position)
    {
        position = default;
        int dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash <= 0
            || !ulong.TryParse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out ulong transaction)
            || !long.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long eventId))
        {
            return false;
        }

        position = new EventPosition(transaction, eventId);
        return true;
    }

    public int CompareTo(EventPosition other) => Transaction == other.Transaction
        ? EventId.CompareTo(other.EventId)
        : Transaction.CompareTo(other.Transaction);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Transaction}-{EventId}");
}
