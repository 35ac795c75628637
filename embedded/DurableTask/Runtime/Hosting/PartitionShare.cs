using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Runtime.Hosting;

/// <summary>
/// How many partitions a process may hold, from what all of them see alike: the partitions' owners and the number of the living.
/// Everybody may hold the quotient; the remainder goes to as many that hold one more already, by the order of their names, or else to
/// whoever is first to take one.
/// </summary>
internal static class PartitionShare
{
    public static int Of(string owner, IReadOnlyList<PartitionInfo> partitions, int living)
    {
        (int quotient, int remainder) = Math.DivRem(partitions.Count, Math.Max(1, living));
        string[] withMore = [.. partitions.Where(p => p.Owner is not null).GroupBy(p => p.Owner!, StringComparer.Ordinal)
            .Where(held => held.Count() > quotient).Select(held => held.Key).Order(StringComparer.Ordinal)];
        int place = Array.IndexOf(withMore, owner);
        bool mayHoldOneMore = place >= 0 ? place < remainder : withMore.Length < remainder;
        return mayHoldOneMore ? quotient + 1 : quotient;
    }
}
