namespace Orchestrator.Bench.DurableTask.Load;

/// <summary>What the process has allocated so far, and what clearing it away has cost.</summary>
/// <param name="Pause">For which every thread stood still.</param>
internal sealed record GarbageClock(long AllocatedBytes, int Collections, TimeSpan Pause)
{
    public static GarbageClock Read() => new(GC.GetTotalAllocatedBytes(precise: false), GC.CollectionCount(0), GC.GetTotalPauseDuration());

    public static GarbageClock operator -(GarbageClock after, GarbageClock before) => new(
        after.AllocatedBytes - before.AllocatedBytes, after.Collections - before.Collections, after.Pause - before.Pause);
}
