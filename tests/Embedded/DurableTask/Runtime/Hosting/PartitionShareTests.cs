using Microsoft.DurableTask.Runtime.Hosting;
using Microsoft.DurableTask.Runtime.Store;

namespace Microsoft.DurableTask.Tests.Runtime.Hosting;

public sealed class PartitionShareTests
{
    [Theory, InlineData(1, 1), InlineData(4, 1), InlineData(4, 2), InlineData(4, 3), InlineData(7, 3), InlineData(2, 5), InlineData(16, 5)]
    public void Shares_TakenInRounds_EndEvenly(int count, int processes)
    {
        // One after the other joins, and each looks around for a few rounds.
        string?[] owners = new string?[count];
        for (int living = 1; living <= processes; living++)
        {
            for (int round = 0; round < 3; round++)
            {
                for (int process = living - 1; process >= 0; process--) Look(owners, $"p{process}", living);
            }
        }

        Assert.All(owners, Assert.NotNull);
        int[] held = [.. Enumerable.Range(0, processes).Select(p => owners.Count(o => o == $"p{p}"))];
        Assert.True(held.Max() - held.Min() <= 1, string.Join(",", held));
    }

    static void Look(string?[] owners, string me, int living)
    {
        int share = PartitionShare.Of(me, [.. owners.Select((o, i) => new PartitionInfo(i, o))], living);
        for (int i = 0; i < owners.Length; i++)
        {
            if (owners.Count(o => o == me) < share) owners[i] ??= me;
            else if (owners.Count(o => o == me) > share && owners[i] == me) owners[i] = null;
        }
    }
}
