namespace Orchestrator.Architecture.Tests.Il;

public sealed class BlockingWaitsTests
{
    [Fact]
    public void ProductionCode_NeverBlocksAThreadOnATask() => Violations.AssertNone(
        "Await it: a thread that waits for a task is one that the task may need.",
        BlockingWaits.In(ProductionAssemblies.All.SelectMany(Code.TypesOf).Where(Code.IsHandWritten)));

    [Fact]
    public void Rule_OnEveryWayToBlock_FindsIt()
    {
        string[] expected = ["Awaiter", "ConfiguredAwaiter", "InsideAsync", "InsideLambda", "Result", "Semaphore", "Sleep", "ValueResult", "Wait", "WaitAll"];

        IEnumerable<string> found = BlockingWaits.In(ProductionAssemblies.Fixtures("Il.Fixtures.Blocking"));

        Assert.Equal(expected, found.Select(line => line.Split(':')[0].Split('.')[^1]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Rule_OnAwaitsAndCompletedTasks_FindsNothing() =>
        Assert.Empty(BlockingWaits.In(ProductionAssemblies.Fixtures("Il.Fixtures.Awaiting")));
}
